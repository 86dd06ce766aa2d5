package dev.awssso.profiles;

import dev.awssso.roles.RoleRef;
import dev.awssso.signin.StartUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The profiles that stand outside our block, in both files: their names are not ours to use a second time. */
final class OutsideProfiles {

    private final Map<String, Profile> outside = new HashMap<>();

    static OutsideProfiles of(Profiles profiles, GeneratedBlock block) {
        OutsideProfiles found = new OutsideProfiles();
        Set<String> inside = new HashSet<>();
        block.sections().keySet().forEach(name -> {
            if (name.kind() == SectionName.Kind.PROFILE) {
                inside.add(name.name());
            }
        });
        for (Profile profile : profiles.all()) {
            if (!inside.contains(profile.name())) {
                found.outside.put(profile.name(), profile);
            }
        }
        return found;
    }

    /** The names of the selected roles that are left to write: not those of profiles somebody wrote already. */
    List<ProfileName> assign(Population.Plan plan) {
        Set<String> taken = new HashSet<>(outside.keySet());
        for (ProfileName named : new ProfileNames(plan.template(), Set.of()).assign(plan.selected())) {
            if (isThere(named, plan.rules().portal())) {
                taken.remove(named.name());
            }
        }
        List<ProfileName> left = new ArrayList<>();
        for (ProfileName named : new ProfileNames(plan.template(), taken).assign(plan.selected())) {
            if (!isThere(named, plan.rules().portal())) {
                left.add(named);
            }
        }
        return left;
    }

    // The same name for the same role of the same instance: nothing to write.
    private boolean isThere(ProfileName named, Portal portal) {
        Profile profile = outside.get(named.name());
        if (profile == null || !profile.isSso()) {
            return false;
        }
        RoleRef role = named.assignment().role();
        boolean sameRole = profile.get(ConfigKeys.SSO_ACCOUNT_ID)
                        .filter(role.account().digits()::equals)
                        .isPresent()
                && profile.get(ConfigKeys.SSO_ROLE_NAME)
                        .filter(role.roleName()::equals)
                        .isPresent();
        return sameRole && isAt(profile, portal);
    }

    // Two sessions of one start URL are two sign-ins; a profile with a start URL of its own may be served by either.
    private static boolean isAt(Profile profile, Portal portal) {
        String session = profile.get(ConfigKeys.SSO_SESSION).orElse(null);
        if (session != null) {
            return session.equals(portal.sessionName());
        }
        String startUrl = portal.startUrl();
        return startUrl != null
                && profile.get(ConfigKeys.SSO_START_URL)
                        .filter(url -> StartUrl.same(url, startUrl))
                        .isPresent();
    }
}
