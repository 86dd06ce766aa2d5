package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import dev.awssso.roles.ConfiguredRoles;
import dev.awssso.roles.RoleSelection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The roles of the profiles in the config files, which are read when the first question comes. */
public final class ConfigFileRoles implements ConfiguredRoles {

    private final Supplier<Profiles> profiles;

    /**
     * The roles of these profiles.
     *
     * @param profiles reads them, or fails with a {@link dev.awssso.problem.Problem.LocalFile}
     */
    public ConfigFileRoles(Supplier<Profiles> profiles) {
        this.profiles = profiles;
    }

    @Override
    public Optional<RoleSelection> role(String profile) {
        Profiles known = profiles.get();
        return known.profile(profile)
                .flatMap(known::sso)
                .map(sso -> new RoleSelection(sso.instance(), sso.role(), profile));
    }

    @Override
    public List<RoleSelection> all() {
        return profiles.get().all().stream()
                .flatMap(profile -> complete(profile).stream())
                .toList();
    }

    private Optional<RoleSelection> complete(Profile profile) {
        try {
            return profiles.get()
                    .sso(profile)
                    .map(sso -> new RoleSelection(sso.instance(), sso.role(), profile.name()));
        } catch (Problem.LocalFile incomplete) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(String profile) {
        return profiles.get().profile(profile).isPresent();
    }
}
