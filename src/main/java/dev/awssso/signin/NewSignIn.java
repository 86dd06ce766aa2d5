package dev.awssso.signin;

import dev.awssso.problem.Problem;

/** A sign-in from the beginning, where a person can be asked. */
interface NewSignIn {

    /** True when somebody can follow a sign-in even where no terminal is. */
    boolean possibleUnattended(SignInWish wish);

    /**
     * Leads the person through a sign-in.
     *
     * @throws Problem.SignIn when it ends without a token
     */
    TokenFile run(Instance instance, SignInWish wish);
}
