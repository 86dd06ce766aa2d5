package dev.awssso.cli.options;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.signin.GivenToken;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInWish;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options about the Identity Center instance and the sign-in; the instance's request and the wish come out. */
public final class InstanceOptions {

    @Mixin
    private final SignInOptions signIn = new SignInOptions();

    @Option(names = "--no-cache", description = "Do not read or write token files.")
    private boolean noCache;

    @Option(
            names = "--accesstoken-cache",
            paramLabel = "file://PATH",
            description = "Use the token file of another tool; it is not changed.")
    private @Nullable String tokenDocument;

    @Option(
            names = "--sso-access-token",
            paramLabel = "TOKEN|-",
            description = "Use this access token; - reads it from stdin, so that it is not in the process list.")
    private @Nullable String accessToken;

    @Option(names = "--sso-access-token-file", paramLabel = "PATH", description = "Use the access token in this file.")
    private @Nullable String accessTokenFile;

    /**
     * How the instance was named.
     *
     * @throws Problem.Usage when a value is empty
     */
    public InstanceRequest request() {
        return signIn.request();
    }

    /**
     * How to come to an access token; reads a token that was passed in from stdin, its file or
     * {@code AWS_SSO_ACCESS_TOKEN}.
     *
     * @throws Problem.Usage when options contradict each other
     */
    public SignInWish wish(Environment environment, Terminal terminal) {
        GivenToken given = new GivenTokenReader(environment, terminal)
                .read(accessToken, accessTokenFile, tokenDocument)
                .orElse(null);
        return signIn.wish(environment, noCache, given);
    }

    /** The value of {@code --sso-session}, for commands where it is a name to write. */
    public @Nullable String sessionName() {
        return signIn.sessionName();
    }

    /** True when no browser is to be opened: {@code --no-browser}, or {@code AWS_SSO_DISABLE_BROWSER}. */
    public boolean noBrowser(Environment environment) {
        return signIn.noBrowser(environment);
    }
}
