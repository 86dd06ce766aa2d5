package dev.awssso.profiles;

import dev.awssso.roles.RoleArn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names for profiles that assume a role: account and last element of the role's path, apart from all other names. */
final class ArnNames {

    /**
     * A profile with no name yet.
     *
     * @param accountName what the account is called; null for its id
     * @param source the profile it starts from
     * @param role the role
     * @param region its region; null for the one of all
     */
    record Target(@Nullable String accountName, String source, RoleArn role, @Nullable String region) {}

    private record Named(Target target, NameContest.Entrant entrant) {}

    private final Set<String> used;

    ArnNames(Set<String> used) {
        this.used = used;
    }

    /** The profiles in the order of their names; a role that is given twice from one source becomes one. */
    List<ArnProfile> assign(List<Target> targets) {
        NameContest contest = new NameContest(used);
        List<Named> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Target target : targets) {
            String identity = target.source() + " " + target.role();
            if (!seen.add(identity)) {
                continue;
            }
            String id = target.role().account().digits();
            String account = NameTemplate.part(target.accountName() == null ? id : target.accountName(), id);
            String role = NameTemplate.part(target.role().name(), NameTemplate.NO_ROLE);
            all.add(new Named(target, contest.enter(account + "-" + role, account + "-" + id + "-" + role, identity)));
        }
        contest.settle();
        return all.stream()
                .map(named -> new ArnProfile(
                        named.entrant().name(),
                        named.target().source(),
                        named.target().role(),
                        named.target().region()))
                .sorted(Comparator.comparing(ArnProfile::name))
                .toList();
    }
}
