package dev.awssso.signin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The token files that the AWS CLI, the SDKs and this program share. */
interface TokenCache {

    /** The token of this name, empty when there is none that can be understood. */
    Optional<TokenFile> read(TokenName name);

    /** Replaces the token of this name as a whole. */
    void write(TokenName name, TokenFile token);

    /**
     * Makes sure that {@link #write} will work, before anything is spent that only the new token will replace.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when it will not
     */
    void requireRoom(TokenName name);

    /** Removes the token of this name; true when there was one. */
    boolean delete(TokenName name);

    /** Every name that holds a token, whoever wrote it. */
    List<TokenName> names();

    /**
     * Does the work while everybody else of this program, in whatever process, is kept out of this name; waits for that
     * at most this long, then fails with a problem that names the lock.
     */
    <T> T locked(TokenName name, Duration atMost, Supplier<T> work);
}
