package dev.awssso.cli.ecs;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadDocument;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be put into a slot.
 *
 * @param profile the name of the profile, and of the slot of its own
 * @param role the role whose credentials these are
 * @param source where a server fetches the next ones, null where it cannot
 */
record Loadable(SlotName profile, RoleArn role, RoleCredentials credentials, @Nullable Source source) {

    static final String LONG_TERM = "its keys are long-term keys, and the server accepts only temporary credentials";

    /** The same for a slot of this name. */
    Loadable in(SlotName slot) {
        return new Loadable(slot, role, credentials, source);
    }

    /** The same for a server that is not to renew it. */
    Loadable unrenewed() {
        return new Loadable(profile, role, credentials, null);
    }

    /** The body of the request; a {@link Problem.Usage} for keys that do not end by themselves. */
    LoadDocument document() {
        Secret sessionToken = credentials.sessionToken();
        Instant expiresAt = credentials.expiresAt();
        if (sessionToken == null) {
            throw unloadable(profile, LONG_TERM);
        }
        if (expiresAt == null) {
            throw unloadable(profile, "the expiry of its keys is not known");
        }
        return new LoadDocument(
                credentials.accessKeyId(),
                credentials.secretKey(),
                sessionToken,
                expiresAt,
                role.account(),
                role,
                role.name(),
                profile.text(),
                source);
    }

    static Problem unloadable(SlotName profile, String why) {
        return new Problem.Usage("profile \"" + ForeignText.clean(profile.text()) + "\" cannot be loaded", why, null);
    }
}
