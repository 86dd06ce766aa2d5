package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RegionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which region a profile gets: that of its account and role, else that of its account, else the one for all.
 *
 * @param general the region for all others; null when they get none
 * @param special regions by account id, account name, {@code account/role}; the nearer rule wins
 */
public record RegionRules(@Nullable String general, Map<String, String> special) {

    /** No region for anything. */
    public static final RegionRules NONE = new RegionRules(null, Map.of());

    public RegionRules {
        special = Collections.unmodifiableMap(new LinkedHashMap<>(special));
    }

    /**
     * Reads the options.
     *
     * @param region the value of {@code --region}
     * @param map the value of {@code --region-map}: {@code ACCOUNT=REGION,ACCOUNT/ROLE=REGION,...}
     * @throws Problem.Usage when a part of it cannot be
     */
    public static RegionRules parse(@Nullable String region, @Nullable String map) {
        Map<String, String> special = new LinkedHashMap<>();
        for (String item : map == null ? new String[0] : map.split(",", -1)) {
            String rule = item.strip();
            int equals = rule.lastIndexOf('=');
            if (rule.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new Problem.Usage(
                        "invalid --region-map: a part is not ACCOUNT=REGION",
                        "use 111111111111=eu-west-1,222222222222=us-east-2",
                        null);
            }
            special.put(
                    normal(rule.substring(0, equals).strip()),
                    checked("--region-map", rule.substring(equals + 1).strip()));
        }
        return new RegionRules(region == null ? null : checked("--region", region), special);
    }

    /**
     * Refuses what is not formed like the name of a region; returns the region.
     *
     * @throws Problem.Usage when it is not
     */
    public static String checked(String option, String region) {
        if (!RegionName.isWellFormed(region)) {
            throw new Problem.Usage("invalid " + option + ": it is not a region", "it must be like us-east-1", null);
        }
        return region;
    }

    /** The same rules, with a region for all that have none. */
    public RegionRules orGeneral(String region) {
        return general == null ? new RegionRules(region, special) : this;
    }

    /** All regions that occur. */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>(special.values());
        if (general != null) {
            all.add(general);
        }
        return all;
    }

    // An id as 12 digits, however it was written; a name as it is.
    private static String normal(String key) {
        int slash = key.indexOf('/');
        String account = slash < 0 ? key : key.substring(0, slash);
        if (account.isEmpty() || !(AccountSpec.parse(account) instanceof AccountSpec.ById byId)) {
            return key;
        }
        return byId.id() + (slash < 0 ? "" : key.substring(slash));
    }

    /** The region of a role; empty when no rule speaks of it. */
    public Optional<String> of(Assignment assignment) {
        return keys(assignment).stream()
                .map(special::get)
                .filter(region -> region != null)
                .findFirst()
                .or(() -> Optional.ofNullable(general));
    }

    /** The special rules that apply to none of these roles, as they are written. */
    public List<String> unused(Collection<Assignment> assignments) {
        List<String> unused = new ArrayList<>(special.keySet());
        assignments.forEach(assignment -> unused.removeAll(keys(assignment)));
        return unused;
    }

    /** The same rules with accounts by their ids alone; rules for accounts that are not among these fall away. */
    public RegionRules byId(Collection<Assignment> assignments) {
        Map<String, String> byId = new TreeMap<>();
        for (Assignment assignment : assignments) {
            String id = assignment.account().id().digits();
            List<String> names = keys(assignment);
            String forRole = special.getOrDefault(names.get(0), special.get(names.get(1)));
            String forAccount = special.getOrDefault(names.get(2), special.get(names.get(3)));
            if (forAccount != null) {
                byId.put(id, forAccount);
            }
            if (forRole != null) {
                byId.put(names.get(0), forRole);
            }
        }
        return new RegionRules(general, byId);
    }

    /** The options that say the same: what a generated block is headed with. */
    String options() {
        String map = special.entrySet().stream()
                .map(rule -> rule.getKey() + "=" + rule.getValue())
                .collect(Collectors.joining(","));
        return (general == null ? "" : " --region " + general) + (map.isEmpty() ? "" : " --region-map " + map);
    }

    private static List<String> keys(Assignment assignment) {
        String id = assignment.account().id().digits();
        String name = assignment.account().name();
        String role = assignment.role().roleName();
        return List.of(id + "/" + role, name + "/" + role, id, name);
    }
}
