package dev.awssso.signin;

import dev.awssso.problem.Problem;

/** For a process that no person looks at: there is nobody to sign in. */
final class NoLogin implements NewSignIn {

    @Override
    public boolean possibleUnattended(SignInWish wish) {
        return false;
    }

    @Override
    public TokenFile run(Instance instance, SignInWish wish) {
        throw new Problem.SignIn("a sign-in is required", "this command does not ask for one", null);
    }
}
