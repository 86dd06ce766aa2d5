package dev.awssso.cli.options;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.signin.GivenToken;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.RefreshMode;
import dev.awssso.signin.SignInWish;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options about the Identity Center instance and a sign-in there that is kept in the shared cache; {@link
 * InstanceOptions} has those about other tokens too.
 */
public final class SignInOptions {

    @Option(
            names = {"--sso-start-url", "--start-url", "-u"},
            paramLabel = "URL",
            description = "The start URL, or a pattern that matches one in the config file.")
    private @Nullable String startUrl;

    @Option(names = "--sso-region", paramLabel = "REGION", description = "The region of the Identity Center instance.")
    private @Nullable String region;

    @Option(
            names = {"--sso-session", "--sso-session-name"},
            paramLabel = "NAME",
            description = "The [sso-session] of the config file.")
    private @Nullable String sessionName;

    @Option(names = "--no-browser", description = "Print the URL instead of opening a browser.")
    private boolean noBrowser;

    @Option(names = "--use-device-code", description = "Sign in with a code that you can approve on another device.")
    private boolean useDeviceCode;

    @Option(names = "--force-refresh", description = "Sign in again, even if there is a valid sign-in.")
    private boolean anew;

    @Option(
            names = "--refresh",
            paramLabel = "auto|on|force|off",
            description = "When to refresh the access token: auto (default), on, force, off.")
    private @Nullable String refresh;

    // Accepted for the old command lines, which name the default.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--use-cache", description = "Use the shared token cache; this is the default.")
    private boolean useCache;

    @Option(
            names = "--nrt",
            description = "Do not request a refresh token: the access token is valid longer, but cannot be refreshed.")
    private boolean noRefreshToken;

    /**
     * How the instance was named.
     *
     * @throws Problem.Usage when a value is empty
     */
    public InstanceRequest request() {
        return new InstanceRequest(
                filled("--sso-session", sessionName),
                filled("--sso-start-url", startUrl),
                filled("--sso-region", region));
    }

    /**
     * How to come to an access token that is kept in the shared cache.
     *
     * @throws Problem.Usage when options contradict each other, or a token is passed in the environment
     */
    public SignInWish wish(Environment environment, Terminal terminal) {
        boolean given = new GivenTokenReader(environment, terminal)
                .read(null, null, null)
                .isPresent();
        if (given) {
            throw new Problem.Usage(
                    "this command uses the sign-in in the shared cache",
                    "AWS_SSO_ACCESS_TOKEN is set, which is another sign-in",
                    ShellCommand.of("unset", "AWS_SSO_ACCESS_TOKEN"));
        }
        return wish(environment, false, null);
    }

    SignInWish wish(Environment environment, boolean noCache, @Nullable GivenToken given) {
        if (useCache && noCache) {
            throw new Problem.Usage("--use-cache and --no-cache cannot be used together", null, null);
        }
        return new SignInWish(
                SignInWish.Asking.WHEN_POSSIBLE,
                noBrowser(environment),
                useDeviceCode,
                anew,
                refreshMode(),
                noCache,
                noRefreshToken,
                0,
                given);
    }

    /** The value of {@code --sso-session}, for commands where it is a name to write. */
    public @Nullable String sessionName() {
        return filled("--sso-session", sessionName);
    }

    /** True when no browser is to be opened: {@code --no-browser}, or {@code AWS_SSO_DISABLE_BROWSER}. */
    public boolean noBrowser(Environment environment) {
        return noBrowser
                || environment
                        .get("AWS_SSO_DISABLE_BROWSER")
                        .filter(value -> !value.equals("0") && !value.equalsIgnoreCase("false"))
                        .isPresent();
    }

    private RefreshMode refreshMode() {
        if (refresh == null) {
            return RefreshMode.AUTO;
        }
        return switch (refresh.toLowerCase(Locale.ROOT)) {
            case "auto" -> RefreshMode.AUTO;
            case "on" -> RefreshMode.ON;
            case "force" -> RefreshMode.FORCE;
            case "off" -> RefreshMode.OFF;
            default -> throw new Problem.Usage("invalid --refresh: use auto, on, force or off", null, null);
        };
    }

    private static @Nullable String filled(String option, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new Problem.Usage(option + " is empty", null, null);
        }
        return value;
    }
}
