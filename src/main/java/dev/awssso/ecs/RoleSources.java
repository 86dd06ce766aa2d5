package dev.awssso.ecs;

import dev.awssso.credentials.CredentialSource;
import java.time.Instant;
import java.util.Optional;

/** Opens the sources that loads name, with the sign-ins of this user and nothing else. */
public interface RoleSources {

    /** The source of the credentials; it fetches nothing yet. */
    CredentialSource open(SlotSource source);

    /**
     * A text that differs after every change of the source's sign-in, empty when there is none any longer; cheap enough
     * to look every second.
     */
    Optional<String> signInStamp(SlotSource source);

    /**
     * What tells the source's sign-in from any other that a person makes under its name; it stays the same over the
     * renewals of this program. Empty when there is none.
     */
    Optional<String> signInId(SlotSource source);

    /** When the source's sign-in ends for good; empty when that is not known, or there is none. */
    Optional<SignInEnd> signInEnd(SlotSource source, Instant now);
}
