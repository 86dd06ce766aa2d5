package dev.awssso.cli;

import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.SignInProfileOption;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logout}: ends sign-ins at AWS and on this machine. */
@CommandLine.Command(
        description =
                "Sign out: end the session at AWS and remove it from this machine. Role credentials that were issued "
                        + "before stay valid until they expire.",
        footer = {"", "Example: aws-sso logout --all"})
final class LogoutCommand implements Command {

    @Mixin
    private final InstanceOptions instance = new InstanceOptions();

    @Mixin
    private final SignInProfileOption profile = new SignInProfileOption();

    @Option(names = "--all", description = "Sign out everywhere on this machine, also of the sign-ins of other tools.")
    private boolean all;

    private final Toolbox toolbox;

    LogoutCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        IdentityCenter center = toolbox.inProfile(profile.value()).identityCenter();
        if (all) {
            if (!instance.request().isEmpty() || profile.value() != null) {
                throw new Problem.Usage("--all cannot be used together with an instance or a profile", null, null);
            }
            int ended = center.signOut().ofAll();
            center.roleCache().cleanAll();
            toolbox.terminal().note(ended == 0 ? "you were not signed in" : "signed out of " + counted(ended));
            tellWhatStays(ended > 0);
            return ExitCode.DONE.code();
        }
        SignInWish wish = instance.wish(toolbox.environment(), toolbox.terminal());
        Instance where = center.instances().ofSignIn(instance.request(), wish, profile.value());
        List<Instance> ended = center.signOut().of(where);
        for (Instance filed : ended.isEmpty() ? List.of(where) : ended) {
            center.roleCache().clean(filed);
            center.catalog().forget(filed);
        }
        String place = ForeignText.clean(where.startUrl());
        toolbox.terminal().note(ended.isEmpty() ? "you were not signed in at " + place : "signed out of " + place);
        tellWhatStays(!ended.isEmpty());
        return ExitCode.DONE.code();
    }

    private static String counted(int sessions) {
        return sessions == 1 ? "one session" : sessions + " sessions";
    }

    private void tellWhatStays(boolean ended) {
        if (ended) {
            toolbox.terminal().line("Role credentials that were issued before stay valid until they expire.");
        }
    }
}
