package dev.awssso.cli.options;

import dev.awssso.cli.Toolbox;
import dev.awssso.problem.EditDistance;
import dev.awssso.profiles.RegionRules;
import java.util.Set;
import java.util.TreeSet;

/**
 * Regions that a person typed. One that is formed like a region and that this program does not know may be new at AWS: it
 * is taken, with a warning.
 */
public final class RegionCheck {

    private final Toolbox toolbox;

    public RegionCheck(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /**
     * Checks the value of an option.
     *
     * @throws dev.awssso.problem.Problem.Usage when no region can have that name
     */
    public void check(String option, String region) {
        RegionRules.checked(option, region);
        warnUnknown(Set.of(region));
    }

    /** Warns of well-formed regions that are not known. */
    void warnUnknown(Set<String> regions) {
        if (regions.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>(toolbox.regions().all());
        for (String region : regions) {
            if (!known.contains(region)) {
                toolbox.terminal()
                        .note("region " + region + " is not known to this version"
                                + EditDistance.nearest(region, known)
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse(""));
            }
        }
    }
}
