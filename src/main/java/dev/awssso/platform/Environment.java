package dev.awssso.platform;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The environment a command runs in: variables, home directory and operating system, read once and passed in.
 *
 * <p>An empty variable counts as unset, as in the AWS CLI and the SDKs.
 */
public final class Environment {

    private final Map<String, String> variables;
    private final OperatingSystem system;

    public Environment(Map<String, String> variables, OperatingSystem system) {
        this.variables = Map.copyOf(variables);
        this.system = system;
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv(), OperatingSystem.current());
    }

    /** The variable's value, absent when unset or empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** All variables as they are, empty ones included; what a child inherits. */
    public Map<String, String> variables() {
        return variables;
    }

    public OperatingSystem system() {
        return system;
    }

    /**
     * The person's home directory: {@code $HOME}, on Windows {@code %USERPROFILE%} first, and only then the JVM's
     * {@code user.home}, which on Linux comes from the password database and ignores {@code $HOME}.
     */
    public Path home() {
        return (system == OperatingSystem.WINDOWS ? windowsHome() : get("HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home")));
    }

    /** {@code $XDG_CONFIG_HOME/aws-sso}: our own optional settings. */
    public Path configDirectory() {
        return xdg("XDG_CONFIG_HOME", home().resolve(".config")).resolve("aws-sso");
    }

    /** {@code $XDG_DATA_HOME/aws-sso}: secret store and client registrations. */
    public Path dataDirectory() {
        return xdg("XDG_DATA_HOME", home().resolve(".local").resolve("share")).resolve("aws-sso");
    }

    /** {@code $XDG_CACHE_HOME/aws-sso}: accounts and roles, history. */
    public Path cacheDirectory() {
        return xdg("XDG_CACHE_HOME", home().resolve(".cache")).resolve("aws-sso");
    }

    /** {@code $XDG_RUNTIME_DIR/aws-sso} for run files, in the cache directory where that variable is not set. */
    public Path runtimeDirectory() {
        return get("XDG_RUNTIME_DIR")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(directory -> directory.resolve("aws-sso"))
                .orElseGet(() -> cacheDirectory().resolve("run"));
    }

    // XDG Base Directory Specification: a relative path is invalid and ignored.
    private Path xdg(String name, Path fallback) {
        return get(name).map(Path::of).filter(Path::isAbsolute).orElse(fallback);
    }

    private Optional<String> windowsHome() {
        return get("USERPROFILE")
                .or(() -> get("HOMEDRIVE").flatMap(drive -> get("HOMEPATH").map(path -> drive + path)))
                .or(() -> get("HOME"));
    }
}
