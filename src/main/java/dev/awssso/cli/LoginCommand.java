package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.SignInProfileOption;
import dev.awssso.cli.terminal.TimeLeft;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignInWish;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code login}: a sign-in, unless there is one. */
@CommandLine.Command(
        description = "Sign in to IAM Identity Center. Does nothing if there is a valid sign-in already, "
                + "unless --force-refresh is used.",
        footer = {
            "",
            "Example: aws-sso login --sso-start-url https://d-987654321d.awsapps.com/start --sso-region us-east-1"
        })
final class LoginCommand implements Command {

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    @Mixin
    private final SignInProfileOption profile = new SignInProfileOption();

    @Option(
            names = "--callback-port",
            paramLabel = "PORT",
            description = "The port on 127.0.0.1 to which the browser returns. Default: any free port.")
    private int callbackPort;

    private final Toolbox toolbox;

    LoginCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        if (callbackPort < 0 || callbackPort > 65_535) {
            throw new Problem.Usage("invalid --callback-port: use 0 to 65535", null, null);
        }
        Toolbox tools = toolbox.inProfile(profile.value());
        IdentityCenter center = tools.identityCenter();
        SignInWish wish = instance.wish(tools.environment(), tools.terminal())
                .asking(SignInWish.Asking.ALWAYS)
                .callbackPort(callbackPort);
        if (wish.stateless() || wish.given() != null) {
            throw new Problem.Usage(
                    "login saves the sign-in in the shared cache",
                    "it cannot be used with an access token or --no-cache",
                    null);
        }
        Instance where = center.instances().ofSignIn(instance.request(), wish, profile.value());
        SignIn.Outcome outcome = center.signIn().login(where, wish, center.portalCheck());
        if (!outcome.anew()) {
            // Found under another spelling of the start URL, or under the one session that has it: the AWS CLI looks
            // under this name and nowhere else.
            center.signIn().share(where, where);
        }
        tools.terminal()
                .note((outcome.anew() ? "signed in at " : "already signed in at ")
                        + ForeignText.clean(where.startUrl()) + "; expires "
                        + TimeLeft.until(
                                outcome.token().expiresAt(), tools.clock().instant()));
        return ExitCode.DONE.code();
    }
}
