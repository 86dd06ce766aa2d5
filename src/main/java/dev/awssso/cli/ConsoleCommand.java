package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.console.ConsoleRequest;
import dev.awssso.console.ConsoleUrl;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.Browser;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code console}: the AWS web console as the acquired identity. */
@CommandLine.Command(
        description = "Open the AWS web console as a role or another identity. With --no-browser the URL is printed: "
                + "anyone who has it can use that identity for 15 minutes.",
        footer = {"", "Example: aws-sso console --account-id 123456789012 --role-name Developer --destination /s3/home"
        })
public final class ConsoleCommand implements Command {

    @Option(
            names = "--destination",
            paramLabel = "PATH|URL",
            description = "The page to open: a path, or a URL whose host is ignored.")
    private @Nullable String destination;

    @Option(
            names = "--logout-first",
            description = "Sign out of the browser's current console session first, in the same tab.")
    private boolean signOutFirst;

    @Option(names = "--browser", paramLabel = "PROGRAM", description = "The browser to start. Default: $BROWSER.")
    private @Nullable String browser;

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    // A browser's command that cannot open the page mostly says so at once.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Toolbox toolbox;

    public ConsoleCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Acquisition acquisition = Acquisition.of(toolbox, identity)
                .plan(identity.chain().planForConsole())
                .orChoose();
        AcquiredIdentity acquired = AcquiredIdentity.find(acquisition);
        RoleCredentials credentials = acquired.source().fetch();
        IdentityCenter center = acquisition.tools().identityCenter();
        Terminal terminal = toolbox.terminal();
        Secret address = new ConsoleUrl(center.signinTokens(), terminal::note)
                .of(new ConsoleRequest(
                        credentials,
                        acquired.origin(credentials),
                        acquired.region(),
                        identity.region().isPresent(),
                        center.signinEndpoint().orElse(null),
                        issuer(acquired),
                        destination,
                        identity.chain().duration().orElse(null),
                        signOutFirst));
        show(address, acquired, terminal);
        return ExitCode.DONE.code();
    }

    private static @Nullable String issuer(AcquiredIdentity acquired) {
        String startUrl = acquired.start().startUrl();
        return startUrl == null || !startUrl.startsWith("http") ? null : startUrl;
    }

    private void show(Secret address, AcquiredIdentity acquired, Terminal terminal) {
        Environment environment = toolbox.environment();
        if (identity.instance().noBrowser(environment)) {
            terminal.payload(address.reveal());
            return;
        }
        Browser opener = browserOf(acquired, environment);
        Optional<String> failure = opener.available()
                ? opener.open(URI.create(address.reveal()), PATIENCE)
                : Optional.of("no browser or no display was found");
        if (failure.isPresent()) {
            // What was asked for cannot be had in another way, and it is of use for 15 minutes.
            terminal.payload(address.reveal());
            throw new Problem.Usage("cannot open a browser, go to the printed URL", failure.get(), null);
        }
        terminal.note("opened the AWS console in the browser: " + identity(acquired)
                + (destination == null ? "" : ", at " + ForeignText.clean(destination)));
    }

    private static String identity(AcquiredIdentity acquired) {
        RoleArn role = acquired.role();
        return role == null
                ? acquired.start().description()
                : role.name() + " in account " + role.account().digits();
    }

    private Browser browserOf(AcquiredIdentity acquired, Environment environment) {
        Browser found =
                new Browser(withBrowser(environment), () -> toolbox.settings().browser());
        RoleArn role = acquired.role();
        return role == null ? found : found.inRole(role.account().digits(), role.name());
    }

    private Environment withBrowser(Environment environment) {
        if (browser == null || browser.isBlank()) {
            return environment;
        }
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.put("BROWSER", browser);
        return new Environment(variables, environment.system());
    }
}
