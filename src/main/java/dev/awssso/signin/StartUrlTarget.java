package dev.awssso.signin;

import java.net.URI;
import java.util.Optional;

/** Asks a start URL with a name of the company's own where it leads. */
@FunctionalInterface
public interface StartUrlTarget {

    /**
     * The address that the first answer redirects to, made absolute; empty when it does not redirect.
     *
     * @throws dev.awssso.problem.Problem.Unreachable when there is no answer
     */
    Optional<URI> of(URI startUrl);
}
