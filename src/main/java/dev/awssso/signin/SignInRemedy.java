package dev.awssso.signin;

import dev.awssso.problem.ShellCommand;
import org.jspecify.annotations.Nullable;

/** The command that replaces a missing sign-in. */
public final class SignInRemedy {

    private SignInRemedy() {}

    /** {@code aws-sso login} for this instance; null when its start URL is not known. */
    public static @Nullable ShellCommand login(Instance instance) {
        ShellCommand login = ShellCommand.of("aws-sso", "login");
        if (instance.sessionName() != null) {
            return login.with("--sso-session", instance.sessionName());
        }
        return instance.hasStartUrl()
                ? login.with("--sso-start-url", instance.startUrl(), "--sso-region", instance.region())
                : null;
    }
}
