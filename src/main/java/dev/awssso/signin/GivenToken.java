package dev.awssso.signin;

import dev.awssso.secrets.Secret;

/** An access token that a person hands over instead of signing in. */
public sealed interface GivenToken {

    /**
     * The token alone, from an option, stdin, a file or a variable; nobody knows when it ends.
     *
     * @param value the token
     */
    record Bare(Secret value) implements GivenToken {}

    /**
     * A token file of another tool, which is used and, when that is possible, refreshed, but never written.
     *
     * @param token its content
     */
    record Document(TokenFile token) implements GivenToken {}
}
