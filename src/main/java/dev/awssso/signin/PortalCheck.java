package dev.awssso.signin;

/** Asks the portal whether it accepts a token. */
@FunctionalInterface
public interface PortalCheck {

    /**
     * Makes the smallest call there is.
     *
     * @throws dev.awssso.problem.Problem.SignIn when the portal does not accept the token
     * @throws dev.awssso.problem.Problem.Unreachable when it cannot be asked
     */
    void check(Instance instance, AccessToken token);
}
