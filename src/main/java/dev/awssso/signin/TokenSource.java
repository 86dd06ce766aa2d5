package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.util.function.Function;

/** Access tokens for a piece of work that may last longer than one of them. */
public interface TokenSource {

    /** A token that is good now. */
    AccessToken current();

    /**
     * Another token in place of one that the portal did not take although its time is not over.
     *
     * @throws Problem.SignIn when there is none
     */
    AccessToken replacement(AccessToken rejected);

    /** Remembers that the portal did not take a token although its time is not over. */
    default void rejected(AccessToken token) {}

    /**
     * Calls the portal with a good token, and once more with another one when the portal does not take the first
     * although its time is not over.
     *
     * @param call throws {@link Problem.SignIn} when the portal does not take the token
     */
    default <T> T with(Function<AccessToken, T> call) {
        AccessToken token = current();
        try {
            return call.apply(token);
        } catch (Problem.SignIn refused) {
            AccessToken other = replacement(token);
            try {
                return call.apply(other);
            } catch (Problem.SignIn again) {
                rejected(other);
                throw again;
            }
        }
    }
}
