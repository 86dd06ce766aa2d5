package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.signin.GivenToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.RefreshMode;
import dev.awssso.signin.SignInWish;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code importcache}: the sign-in of another tool becomes one of the shared cache. */
@CommandLine.Command(
        description = "Import the token file of another tool, as if you had signed in with aws-sso. "
                + "With --refresh on, the token is refreshed first.",
        footer = {
            "",
            "Example: aws-sso importcache --accesstoken-cache file://$HOME/.aws-login/aws-accesstoken-cache.json"
        })
public final class ImportCacheCommand implements Command {

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    private final Toolbox toolbox;

    public ImportCacheCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        SignInWish wish = instance.wish(toolbox.environment(), toolbox.terminal());
        if (!(wish.given() instanceof GivenToken.Document document)) {
            throw new Problem.Usage(
                    "--accesstoken-cache is required", "use --accesstoken-cache file:///absolute/path", null);
        }
        IdentityCenter center = toolbox.identityCenter();
        Instance target = center.instances().resolve(instance.request(), wish);
        boolean refresh = wish.refresh() == RefreshMode.ON || wish.refresh() == RefreshMode.FORCE;
        center.signIn().adopt(target, document.token(), refresh);
        toolbox.terminal().note("imported the sign-in at " + ForeignText.clean(target.startUrl()));
        return ExitCode.DONE.code();
    }
}
