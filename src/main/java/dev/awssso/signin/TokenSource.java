package dev.awssso.signin;

/** Access tokens for a piece of work that may last longer than one of them. */
public interface TokenSource {

    /** A token that is good now. */
    AccessToken current();

    /**
     * Another token in place of one that the portal did not take although its time is not over.
     *
     * @throws dev.awssso.problem.Problem.SignIn when there is none
     */
    AccessToken replacement(AccessToken rejected);
}
