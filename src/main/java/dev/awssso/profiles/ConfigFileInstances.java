package dev.awssso.profiles;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.signin.ConfiguredInstance;
import dev.awssso.signin.ConfiguredInstances;
import dev.awssso.signin.Instance;
import dev.awssso.signin.StartUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The instances of the config file. The file is read when the first question comes, not before. */
public final class ConfigFileInstances implements ConfiguredInstances {

    private final Path file;
    private final Supplier<Profiles> profiles;

    /**
     * The instances of these profiles.
     *
     * @param environment says which file it is
     * @param profiles reads the profiles, or fails with a {@link Problem.LocalFile}
     */
    public ConfigFileInstances(Environment environment, Supplier<Profiles> profiles) {
        this.file = ConfigPaths.of(environment).config();
        this.profiles = profiles;
    }

    @Override
    public String file() {
        return file.toString();
    }

    @Override
    public List<ConfiguredInstance> all() {
        Profiles known = profiles.get();
        List<ConfiguredInstance> found = new ArrayList<>();
        known.ssoSessions().stream()
                .flatMap(session -> ofSession(session).stream())
                .forEach(found::add);
        known.all().stream().flatMap(ConfigFileInstances::ofProfile).forEach(found::add);
        return found;
    }

    @Override
    public List<String> sessionNames() {
        return profiles.get().ssoSessions().stream().map(SsoSession::name).toList();
    }

    @Override
    public Optional<ConfiguredInstance> session(String name) {
        return profiles.get().ssoSession(name).map(session -> ofSession(session).orElseThrow(() -> missing(session)));
    }

    @Override
    public boolean hasProfile(String name) {
        return profiles.get().profile(name).isPresent();
    }

    @Override
    public Optional<Instance> ofProfile(String name) {
        Profiles known = profiles.get();
        Set<String> visited = new HashSet<>();
        Profile profile = known.profile(name).orElse(null);
        while (profile != null && visited.add(profile.name())) {
            if (profile.namesInstance()) {
                return Optional.of(new SsoSettings(known, profile).instance());
            }
            profile = profile.get(ConfigKeys.SOURCE_PROFILE)
                    .flatMap(known::profile)
                    .orElse(null);
        }
        return Optional.empty();
    }

    private static Optional<ConfiguredInstance> ofSession(SsoSession session) {
        List<String> scopes = session.scopes().isEmpty() ? Instance.DEFAULT_SCOPES : session.scopes();
        return session.get(ConfigKeys.SSO_START_URL).flatMap(url -> session.get(ConfigKeys.SSO_REGION)
                .or(() -> StartUrl.toldRegion(url))
                .map(region -> ConfiguredInstance.ofSession(session.name(), url, region, scopes)));
    }

    // A profile with an sso_session stands for that section.
    private static Stream<ConfiguredInstance> ofProfile(Profile profile) {
        if (profile.get(ConfigKeys.SSO_SESSION).isPresent()) {
            return Stream.empty();
        }
        return profile
                .get(ConfigKeys.SSO_START_URL)
                .flatMap(url -> profile.get(ConfigKeys.SSO_REGION)
                        .or(() -> StartUrl.toldRegion(url))
                        .map(region -> ConfiguredInstance.ofProfile(profile.name(), url, region)))
                .stream();
    }

    private Problem missing(SsoSession session) {
        String key =
                session.get(ConfigKeys.SSO_START_URL).isPresent() ? ConfigKeys.SSO_REGION : ConfigKeys.SSO_START_URL;
        return new Problem.LocalFile(
                "[sso-session " + session.name() + "] is missing " + key, "add it to " + file, null, null);
    }
}
