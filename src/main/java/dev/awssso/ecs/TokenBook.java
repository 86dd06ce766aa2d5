package dev.awssso.ecs;

import dev.awssso.secrets.Secret;
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

    private static final String SCHEME = "bearer ";

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
        String text = header == null ? "" : bare(header);
        TokenHash shown = TokenHash.of(Secret.of(text.isEmpty() ? " " : text));
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

    // RFC 9110 11.1: the scheme in any case, one or more spaces. Some SDKs send the bare secret.
    private static String bare(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : header.strip();
    }
}
