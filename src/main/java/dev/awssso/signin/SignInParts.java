package dev.awssso.signin;

import dev.awssso.problem.Problem;
import java.util.function.Consumer;

/**
 * What every source of tokens works with.
 *
 * @param login new sign-ins
 * @param refresher exchanges
 * @param freshness how much time a token has left
 * @param prompt what a person sees
 * @param signedIn receives every sign-in by a person, who may be another one than before
 */
record SignInParts(
        NewSignIn login, Refresher refresher, Freshness freshness, SignInPrompt prompt, Consumer<Instance> signedIn) {

    /** Fails with the command to run when this command may not, or cannot, ask a person to sign in. */
    void requireAsking(Instance instance, SignInWish wish, String why) {
        boolean may =
                switch (wish.asking()) {
                    case NEVER -> false;
                    case WHEN_POSSIBLE -> prompt.attended() || login.possibleUnattended(wish);
                    case ALWAYS -> true;
                };
        if (!may || !instance.hasStartUrl()) {
            String where = instance.hasStartUrl() ? " at " + instance.startUrl() : "";
            throw new Problem.SignIn(
                    "a sign-in" + where + " is required", why, wish.stateless() ? null : SignInRemedy.login(instance));
        }
    }
}
