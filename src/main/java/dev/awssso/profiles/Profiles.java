package dev.awssso.profiles;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The config and credentials files as one: what every command that needs a profile reads. Keys of the credentials file
 * win over those of the config file, one by one, as in botocore. A snapshot: it does not follow changes.
 */
public final class Profiles {

    // A file of another kind has as many as it has lines.
    private static final int MOST_WARNINGS = 10;

    private final ConfigFile config;
    private final ConfigFile credentials;
    private final String selected;
    private final Notes notes;
    private final Map<String, Profile> profiles;
    private final Map<String, SsoSession> sessions;

    private Profiles(ConfigFile config, ConfigFile credentials, String selected, Notes notes) {
        this.config = config;
        this.credentials = credentials;
        this.selected = selected;
        this.notes = notes;
        this.profiles = merge(config, credentials);
        this.sessions = new LinkedHashMap<>();
        config.ssoSessions().forEach((name, section) -> sessions.put(name, new SsoSession(section)));
    }

    /**
     * Reads both files where this environment has them; missing ones are empty.
     *
     * @throws Problem.LocalFile when one is there and cannot be read
     */
    public static Profiles load(Environment environment) {
        return load(environment, Notes.none());
    }

    /**
     * The same.
     *
     * @param notes is told at once what other readers of the files may stumble over, with file and line; of a section
     *     that is there twice when it is asked for by its name
     */
    public static Profiles load(Environment environment, Notes notes) {
        ConfigPaths paths = ConfigPaths.of(environment);
        Profiles loaded = new Profiles(
                ConfigFile.read(paths.config(), ConfigFile.Flavor.CONFIG),
                ConfigFile.read(paths.credentials(), ConfigFile.Flavor.CREDENTIALS),
                environment
                        .get("AWS_PROFILE")
                        .or(() -> environment.get("AWS_DEFAULT_PROFILE"))
                        .orElse(SectionName.DEFAULT),
                notes);
        loaded.warnEverybody(loaded.config);
        loaded.warnEverybody(loaded.credentials);
        return loaded;
    }

    private void warnEverybody(ConfigFile file) {
        List<ConfigWarning> general = file.warnings().stream()
                .filter(warning -> warning.section() == null)
                .toList();
        general.stream().limit(MOST_WARNINGS).forEach(warning -> notes.note(warning.toString()));
        if (general.size() > MOST_WARNINGS) {
            notes.note(file.path() + ": " + (general.size() - MOST_WARNINGS) + " more lines that other tools reject");
        }
    }

    private void warnWhoUses(SectionName section) {
        warnings().stream()
                .filter(warning -> section.text().equals(warning.section()))
                .forEach(warning -> notes.note(warning.toString()));
    }

    /** These profiles, with another content of the config file. */
    Profiles withConfig(byte[] content) {
        return new Profiles(
                ConfigFile.parse(config.path(), content, ConfigFile.Flavor.CONFIG), credentials, selected, notes);
    }

    private static Map<String, Profile> merge(ConfigFile config, ConfigFile credentials) {
        Map<String, Profile> merged = new LinkedHashMap<>();
        config.profiles()
                .forEach((name, section) -> merged.put(
                        name,
                        Profile.merged(name, section, credentials.profiles().get(name))));
        credentials
                .profiles()
                .forEach(
                        (name, section) -> merged.computeIfAbsent(name, absent -> Profile.merged(name, null, section)));
        return merged;
    }

    /** The profile of that exact name. */
    public Optional<Profile> profile(String name) {
        warnWhoUses(SectionName.of(SectionName.Kind.PROFILE, name));
        return Optional.ofNullable(profiles.get(name));
    }

    /** The name of the profile that applies when no option names one: AWS_PROFILE, AWS_DEFAULT_PROFILE, default. */
    public String selectedName() {
        return selected;
    }

    /** All profiles, those of the config file first, in the order of the files. */
    public Collection<Profile> all() {
        return Collections.unmodifiableCollection(profiles.values());
    }

    /** The {@code [sso-session NAME]} of that exact name. */
    public Optional<SsoSession> ssoSession(String name) {
        warnWhoUses(SectionName.of(SectionName.Kind.SSO_SESSION, name));
        return Optional.ofNullable(sessions.get(name));
    }

    /** All {@code [sso-session]} sections, in the order of the file. */
    public Collection<SsoSession> ssoSessions() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** The {@code [services NAME]} section of that exact name; its nested blocks are the services. */
    public Optional<Section> services(String name) {
        warnWhoUses(SectionName.of(SectionName.Kind.SERVICES, name));
        return Optional.ofNullable(config.services().get(name));
    }

    /**
     * The endpoint settings of one service in a profile, {@code endpoint_url} above all: the content of the section
     * that its key of that name leads to; an empty map when the profile has none.
     *
     * @throws Problem.LocalFile when the profile names a section that does not exist
     */
    public Map<String, String> serviceSettings(Profile profile, String service) {
        String name = profile.get("services").orElse(null);
        if (name == null) {
            return Map.of();
        }
        return services(name)
                .orElseThrow(() -> new Problem.LocalFile(
                        "profile \"" + profile.name() + "\" uses services \"" + name + "\", which does not exist in "
                                + configFile(),
                        "write the section [services " + name + "], or remove the line from the profile",
                        null,
                        null))
                .nested(service);
    }

    /**
     * The instance and role of a profile; empty when it is not a profile of Identity Center.
     *
     * @throws Problem.LocalFile when it is one and incomplete, or contradicts its sso-session
     */
    public Optional<SsoProfile> sso(Profile profile) {
        return profile.isSso() ? Optional.of(new SsoSettings(this, profile).resolve()) : Optional.empty();
    }

    /** The config file in use, which need not exist. */
    public Path configFile() {
        return config.path();
    }

    /** The credentials file in use, which need not exist. */
    public Path credentialsFile() {
        return credentials.path();
    }

    /** What other readers of both files may stumble over. */
    public List<ConfigWarning> warnings() {
        List<ConfigWarning> all = new ArrayList<>(config.warnings());
        all.addAll(credentials.warnings());
        return all;
    }
}
