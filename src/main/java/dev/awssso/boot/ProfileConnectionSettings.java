package dev.awssso.boot;

import dev.awssso.aws.ConnectionSettings;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the profile in use says about connections, read when the first connection is made. */
final class ProfileConnectionSettings implements ConnectionSettings {

    private final Supplier<Profiles> source;
    private final @Nullable String name;
    private final Notes notes;
    private @Nullable Profiles loaded;
    private boolean asked;

    ProfileConnectionSettings(Supplier<Profiles> source, @Nullable String name, Notes notes) {
        this.source = source;
        this.name = name;
        this.notes = notes;
    }

    @Override
    public Optional<String> value(String key) {
        return profiles().flatMap(this::profile).flatMap(profile -> profile.get(key));
    }

    @Override
    public Optional<String> serviceEndpoint(String service) {
        return profiles().flatMap(profiles -> profile(profiles)
                .map(profile -> profiles.serviceSettings(profile, service).get("endpoint_url")));
    }

    private Optional<Profile> profile(Profiles profiles) {
        return profiles.profile(name == null ? profiles.selectedName() : name);
    }

    // An instance that was named in full must work although the config file cannot be read.
    private synchronized Optional<Profiles> profiles() {
        if (!asked) {
            asked = true;
            try {
                loaded = source.get();
            } catch (Problem.LocalFile unreadable) {
                notes.note("continuing without the config file: " + unreadable.getMessage());
            }
        }
        return Optional.ofNullable(loaded);
    }
}
