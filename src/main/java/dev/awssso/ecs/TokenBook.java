package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.protocol.TokenCheck;
import dev.awssso.ecs.protocol.TokenHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open the server at one moment.
 *
 * @param admin may do everything; null in no-token mode
 * @param readers may read one slot each
 */
public record TokenBook(@Nullable BearerToken admin, List<ReadToken> readers) {

    public TokenBook {
        readers = List.copyOf(readers);
    }

    /**
     * Who opened.
     *
     * @param id names the token in the audit log
     * @param slot the one slot it may read, {@link SlotName#UNNAMED} for the default one; null for the admin token
     */
    public record Opened(String id, @Nullable SlotName slot) {}

    /** True when callers must show a token. */
    public boolean demandsToken() {
        return admin != null;
    }

    /**
     * Judges an {@code Authorization} header. All tokens are compared, found or not, and no header is compared like a
     * wrong one, so that the time it takes tells nothing.
     *
     * @param header the header's value, null when there was none
     * @return who opened, null when nobody did
     */
    public @Nullable Opened open(@Nullable String header, Instant now) {
        TokenHash shown = TokenCheck.shown(header);
        Opened opened = null;
        for (ReadToken reader : readers) {
            boolean same = reader.hash().equals(shown);
            if (same && reader.validAt(now)) {
                opened = new Opened(reader.id(), reader.slot());
            }
        }
        if (admin != null && admin.hash().equals(shown)) {
            opened = new Opened(shown.id(), null);
        }
        return opened;
    }
}
