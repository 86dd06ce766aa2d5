package dev.awssso.signin;

/** The portal's Logout. */
public interface SessionEnd {

    /**
     * Ends the session that the token belongs to; a token that is over already is no failure.
     *
     * @throws dev.awssso.problem.Problem.Unreachable when the portal cannot be reached or fails
     */
    void logout(Instance instance, AccessToken token);
}
