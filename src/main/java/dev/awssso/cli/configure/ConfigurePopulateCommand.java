package dev.awssso.cli.configure;

import dev.awssso.cli.Command;
import dev.awssso.cli.RoleListing;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.ProfileOptions;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Population;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code configure populate}: profiles for every role this person may use, in the config file. */
@CommandLine.Command(
        description = "Write a profile for each of your roles to ~/.aws/config.",
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

    private final Toolbox toolbox;

    public ConfigurePopulateCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        NameTemplate template = profiles.template(toolbox);
        RegionRules regions = profiles.regions(toolbox);
        SignInWish wish = instanceOptions.wish(toolbox.environment(), toolbox.terminal());
        InstancePortal found = new InstancePortal(toolbox);
        Instance instance = found.instance(instanceOptions, wish);
        if (!instance.hasStartUrl()) {
            throw new Problem.Usage("--sso-start-url is required to write profiles", null, null);
        }
        Portal portal = found.portal(instanceOptions.sessionName(), instance, profiles.scopes());
        // The rules are checked before the portal is asked.
        profiles.rules(portal, regions, toolbox);

        List<Assignment> all = new RoleListing(toolbox).of(instance, wish);
        Population population = new Population(
                toolbox.profiles(),
                new Population.Plan(
                        profiles.rules(portal, regions.byId(all), toolbox),
                        template,
                        profiles.filter().select(all),
                        all.stream().map(Assignment::role).collect(Collectors.toSet()),
                        prune));
        regions.unused(all).forEach(rule -> toolbox.terminal().note("region map: no role matches " + rule));
        ConfigStore store = new ConfigStore(toolbox.environment(), toolbox.sleeper());
        ChangeReport report = new ChangeReport(toolbox.terminal());
        if (dryRun) {
            report.wouldBe(population.preview(store));
        } else {
            report.done(population.write(store));
            found.share(instance, portal);
        }
        return ExitCode.DONE.code();
    }
}
