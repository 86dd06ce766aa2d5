package dev.awssso.ecs;

import dev.awssso.credentials.CredentialSource;
import dev.awssso.ecs.wire.Source;

/** Opens the sources that loads name, with the sign-ins of this user and nothing else. */
@FunctionalInterface
public interface RoleSources {

    /** The source of the credentials; it fetches nothing yet. */
    CredentialSource open(Source source);
}
