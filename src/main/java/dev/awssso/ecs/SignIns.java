package dev.awssso.ecs;

import dev.awssso.ecs.wire.Source;
import java.util.Optional;

/** The sign-ins in the AWS CLI's token cache, as far as a load needs to know of them. */
@FunctionalInterface
public interface SignIns {

    /** The region stored with a sign-in, also with one that has run out; empty when there is none by that key. */
    Optional<String> region(Source.SignInKey key);
}
