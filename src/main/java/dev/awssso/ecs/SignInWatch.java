package dev.awssso.ecs;

import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches the sign-in of one source: whether the person has signed out, and whether it has changed since a fetch asked
 * in vain for it.
 */
final class SignInWatch implements CredentialSource {

    /** What a look found. */
    enum Sight {
        /** Nothing to do. */
        SAME,
        /** Not the sign-in that the latest fetch could not use. */
        CHANGED,
        /** A person has signed in since the credentials were fetched: perhaps another one. */
        ANOTHER,
        /** There was none in two looks. */
        GONE
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Programs that write a sign-in again may take the file away for a moment. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final SlotSource source;
    private final RoleSources sources;
    private final CredentialSource fetches;
    private Instant nextLook = Instant.EPOCH;
    private boolean missing;
    private @Nullable String seen;
    private @Nullable String id;
    private @Nullable String fetchedWith;
    private @Nullable String inVain;
    private boolean inVainBefore;

    SignInWatch(SlotSource source, RoleSources sources, CredentialSource fetches) {
        this.source = source;
        this.sources = sources;
        this.fetches = fetches;
        // Whoever loads credentials beside a source got them from it.
        this.fetchedWith = sources.signInId(source).orElse(null);
    }

    /** Fetches, and remembers a sign-in that it could not use. */
    @Override
    public RoleCredentials fetch() {
        String asked = stamp();
        String with = sources.signInId(source).orElse(null);
        try {
            RoleCredentials fetched = fetches.fetch();
            succeeded(with);
            return fetched;
        } catch (Problem.SignIn needed) {
            refused(asked);
            settled(with);
            throw needed;
        } catch (Problem.Refused | Problem.NotFound refused) {
            settled(with);
            throw refused;
        }
    }

    // Changed while the fetch was under way: perhaps by a person, which is worth one more fetch; or by the fetch, which
    // renewed the token and was refused with the new one, and would be forever.
    private synchronized void refused(@Nullable String asked) {
        remember(inVainBefore ? stamp() : asked, !inVainBefore);
    }

    private synchronized void succeeded(@Nullable String with) {
        remember(null, false);
        fetchedWith = with;
    }

    // AWS has answered this sign-in: it need not be asked for another time.
    private synchronized void settled(@Nullable String with) {
        fetchedWith = with;
    }

    private synchronized void remember(@Nullable String stamp, boolean once) {
        inVain = stamp;
        inVainBefore = once;
    }

    /** Looks, at most every other second. */
    synchronized Sight look(Instant now) {
        if (now.isBefore(nextLook)) {
            return Sight.SAME;
        }
        String present = stamp();
        boolean gone = missing && present == null;
        missing = present == null;
        nextLook = now.plus(missing ? SECOND_LOOK : BETWEEN_LOOKS);
        if (gone) {
            return Sight.GONE;
        }
        if (present != null && !present.equals(seen)) {
            seen = present;
            id = sources.signInId(source).orElse(null);
        }
        if (!missing && id != null && !id.equals(fetchedWith)) {
            return Sight.ANOTHER;
        }
        return missing || Objects.equals(present, inVain) ? Sight.SAME : Sight.CHANGED;
    }

    private @Nullable String stamp() {
        return sources.signInStamp(source).orElse(null);
    }

    /** The clock was set: looks at once. */
    synchronized void clockChanged() {
        nextLook = Instant.EPOCH;
    }
}
