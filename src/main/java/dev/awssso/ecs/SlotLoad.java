package dev.awssso.ecs;

import dev.awssso.credentials.RenewalState;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.wire.Source;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a slot, already judged.
 *
 * @param profileName the profile it belongs to; the slot's name in a named slot
 * @param credentials the first credentials
 * @param source where the next ones come from, null when it is not renewed
 */
public record SlotLoad(String profileName, CredentialsDocument credentials, @Nullable Source source) {

    /** What credentials must have left to be taken; a slot hands them out no longer either. */
    public static final Duration LEAST_LIFE = RenewalState.MARGIN;
}
