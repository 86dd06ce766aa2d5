package dev.awssso.signin;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import org.jspecify.annotations.Nullable;

/** Turns refusals of the OIDC service that nobody handles into problems. */
final class OidcProblems {

    private OidcProblems() {}

    /** The problem of a refusal while a person signs in. */
    static Problem whileSigningIn(OidcRefusal refusal, Instance instance) {
        ShellCommand login = SignInRemedy.login(instance);
        return switch (refusal.kind()) {
            case EXPIRED_TOKEN -> failed("the code expired, run the login again", login, refusal);
            case ACCESS_DENIED -> failed(with("the request was denied", refusal), login, refusal);
            case INVALID_GRANT -> failed(with("the code is not valid", refusal), login, refusal);
            case INVALID_SCOPE ->
                new Problem.Usage(
                        "the instance does not support the scopes " + String.join(",", instance.scopes()),
                        (refusal.description() == null ? "" : refusal.description() + "; ")
                                + "set sso_registration_scopes = sso:account:access in the config file",
                        null,
                        refusal);
            case INVALID_REQUEST ->
                new Problem.Usage(
                        "the sign-in at " + instance.startUrl() + " in " + instance.region() + " was rejected",
                        with(refusal.shape(), refusal) + "; check the start URL and the region",
                        null,
                        refusal);
            case AUTHORIZATION_PENDING,
                    SLOW_DOWN,
                    INVALID_CLIENT,
                    UNAUTHORIZED_CLIENT,
                    UNSUPPORTED_GRANT_TYPE,
                    INVALID_REDIRECT_URI,
                    INVALID_CLIENT_METADATA,
                    SERVER_ERROR,
                    OTHER -> service(refusal);
        };
    }

    /** The answer makes no sense at this point. */
    static Problem service(OidcRefusal refusal) {
        return new Problem.Unreachable(
                "the sign-in service refused the request", with(refusal.shape(), refusal), null, refusal);
    }

    private static Problem failed(String why, @Nullable ShellCommand remedy, OidcRefusal refusal) {
        return new Problem.SignIn("the sign-in failed", why, remedy, refusal);
    }

    private static String with(String text, OidcRefusal refusal) {
        return refusal.description() == null ? text : text + " (" + refusal.description() + ")";
    }
}
