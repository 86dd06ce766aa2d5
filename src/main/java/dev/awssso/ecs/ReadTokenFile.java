package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import java.nio.file.Path;

/**
 * A file with a token that may read one slot. It is read again when it changes.
 *
 * @param slot the one slot, {@link SlotName#UNNAMED} for the default slot
 * @param file the token, with or without the word Bearer
 */
public record ReadTokenFile(SlotName slot, Path file) {

    /** The token that is in the file now; a {@code Problem.LocalFile} when there is none. */
    ReadToken read() {
        return new ReadToken(slot, AdminToken.ofFile(file.toString()).hash(), null);
    }
}
