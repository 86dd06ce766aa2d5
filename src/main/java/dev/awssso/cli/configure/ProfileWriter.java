package dev.awssso.cli.configure;

import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.cli.options.ProfileOptions;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.ConfigChange;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Population;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes profiles for roles into our block of the config file: {@code configure populate}, {@code dumpconfig --write}. */
public final class ProfileWriter {

    /** Which region profiles get for which no option speaks. */
    public enum DefaultRegion {
        /** None. */
        NONE,
        /** That of the Identity Center instance. */
        OF_INSTANCE
    }

    /** What happens to the file. */
    public enum Effect {
        /** A diff is printed. */
        SHOWN,
        WRITTEN,
        /** Written, and profiles of roles that are no longer allowed are removed. */
        WRITTEN_AND_PRUNED,
        SHOWN_AND_PRUNED;

        /** The effect that the options of a command ask for. */
        public static Effect of(boolean dryRun, boolean prune) {
            if (dryRun) {
                return prune ? SHOWN_AND_PRUNED : SHOWN;
            }
            return prune ? WRITTEN_AND_PRUNED : WRITTEN;
        }

        private boolean prunes() {
            return this == WRITTEN_AND_PRUNED || this == SHOWN_AND_PRUNED;
        }

        private boolean writes() {
            return this == WRITTEN || this == WRITTEN_AND_PRUNED;
        }
    }

    private final Toolbox toolbox;
    private final ProfileOptions profiles;
    private final DefaultRegion defaultRegion;

    public ProfileWriter(Toolbox toolbox, ProfileOptions profiles, DefaultRegion defaultRegion) {
        this.toolbox = toolbox;
        this.profiles = profiles;
        this.defaultRegion = defaultRegion;
    }

    /**
     * Writes the profiles of an instance.
     *
     * @param listing gives the roles; asked when all options are known to be right
     * @throws Problem.Usage when the options cannot be
     */
    public void write(
            InstanceOptions options, SignInWish wish, Function<Instance, List<Assignment>> listing, Effect effect) {
        NameTemplate template = profiles.template(toolbox);
        RegionRules regions = profiles.regions(toolbox);
        InstancePortal found = new InstancePortal(toolbox);
        Instance instance = found.instance(options, wish);
        if (!instance.hasStartUrl()) {
            throw new Problem.Usage("--sso-start-url is required to write profiles", null, null);
        }
        Portal portal = found.portal(options.sessionName(), instance, profiles.scopes());
        profiles.rules(portal, regions, toolbox);
        List<Assignment> all = listing.apply(instance);
        regions.unused(all).forEach(rule -> toolbox.terminal().note("region map: no role matches " + rule));
        write(new Job(portal, template, regions, all, profiles.filter().select(all)), effect);
        if (effect.writes()) {
            found.share(instance, portal);
        }
    }

    /**
     * What to write.
     *
     * @param portal where the profiles sign in
     * @param template how they are named
     * @param regions which region they get
     * @param all all roles of the person
     * @param selected those that get a profile
     */
    record Job(
            Portal portal,
            NameTemplate template,
            RegionRules regions,
            List<Assignment> all,
            List<Assignment> selected) {}

    void write(Job job, Effect effect) {
        RegionRules regions = job.regions().byId(job.all());
        String own = job.portal().region();
        boolean defaulted = defaultRegion == DefaultRegion.OF_INSTANCE && regions.general() == null;
        Population population = new Population(
                toolbox.profiles(),
                new Population.Plan(
                        profiles.rules(job.portal(), defaulted ? regions.orGeneral(own) : regions, toolbox),
                        job.template(),
                        job.selected(),
                        job.all().stream().map(Assignment::role).collect(Collectors.toSet()),
                        effect.prunes()));
        ConfigStore store = new ConfigStore(toolbox.environment(), toolbox.sleeper());
        ChangeReport report = new ChangeReport(toolbox.terminal());
        ConfigChange change = effect.writes() ? population.write(store) : population.preview(store);
        if (effect.writes()) {
            report.done(change);
        } else {
            report.wouldBe(change);
        }
        if (defaulted && change.changed()) {
            toolbox.terminal()
                    .note("profiles get the region of Identity Center, " + own + ", unless --region or --region-map"
                            + " says otherwise");
        }
        toolbox.terminal().note(population.counts().toString());
    }
}
