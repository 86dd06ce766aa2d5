package dev.awssso.platform;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment a command runs in: variables, home directory and operating system, read once and passed in.
 *
 * <p>An empty variable counts as unset, as in the AWS CLI and the SDKs.
 */
public final class Environment {

    private static final String LOCALE = "LC_ALL";

    private final Map<String, String> variables;
    private final OperatingSystem system;
    private final Set<String> damaged;

    public Environment(Map<String, String> variables, OperatingSystem system) {
        this(variables, system, Set.of());
    }

    private Environment(Map<String, String> variables, OperatingSystem system, Set<String> damaged) {
        // Not Map.copyOf: two names that are not UTF-8 may be one text.
        this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        this.system = system;
        this.damaged = damaged;
    }

    /** The environment of this process, with {@code LC_ALL} as it was before the launcher. */
    public static Environment ofProcess() {
        Map<String, String> variables = new LinkedHashMap<>(System.getenv());
        // A JVM takes the bytes of words, file names and variables for text of the locale, so bin/aws-sso sets one of
        // UTF-8 and says what was there: "=VALUE", or "unset".
        String given = System.getProperty("awssso.lc-all");
        if (given != null && given.startsWith("=") && !ProcessText.isDamaged(given)) {
            variables.put(LOCALE, given.substring(1));
        } else if (given != null) {
            variables.remove(LOCALE);
        }
        return new Environment(variables, OperatingSystem.current(), ProcessText.damagedVariables(variables));
    }

    /**
     * The variable's value, absent when unset or empty.
     *
     * @throws Problem.LocalFile when it is not UTF-8
     */
    public Optional<String> get(String name) {
        if (damaged.contains(name)) {
            throw new Problem.LocalFile(
                    "the value of " + name + " is not valid UTF-8", null, ShellCommand.of("unset", name), null);
        }
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
