package dev.awssso.cli.configure;

import dev.awssso.cli.Command;
import dev.awssso.cli.RoleListing;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.ProfileOptions;
import dev.awssso.problem.ExitCode;
import dev.awssso.signin.SignInWish;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code configure populate}: profiles for every role this person may use, in the config file. */
@CommandLine.Command(
        description = {
            "Write a profile for each of your roles to ~/.aws/config.",
            "Uses the list of roles that was saved within the last day. Profiles get the region of Identity Center"
                    + " unless an option gives another one."
        },
        footer = {"", "Example: aws-sso configure populate --region eu-west-1 --dry-run"})
public final class ConfigurePopulateCommand implements Command {

    @Mixin
    private final InstanceOptions instanceOptions = new InstanceOptions();

    @Mixin
    private final ProfileOptions profiles = new ProfileOptions();

    @Option(names = "--dry-run", description = "Show the changes without writing them.")
    private boolean dryRun;

    @Option(
            names = "--prune",
            description = "Remove profiles that were written before for roles that are no longer assigned to you.")
    private boolean prune;

    @Option(
            names = "--refresh-cache",
            description = "Ask AWS instead of using the list that was saved within the last day.")
    private boolean refreshCache;

    private final Toolbox toolbox;

    public ConfigurePopulateCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        SignInWish wish = instanceOptions.wish(toolbox.environment(), toolbox.terminal());
        new ProfileWriter(toolbox, profiles, ProfileWriter.DefaultRegion.OF_INSTANCE)
                .write(
                        instanceOptions,
                        wish,
                        instance -> new RoleListing(toolbox).of(instance, wish, refreshCache),
                        ProfileWriter.Effect.of(dryRun, prune));
        return ExitCode.DONE.code();
    }
}
