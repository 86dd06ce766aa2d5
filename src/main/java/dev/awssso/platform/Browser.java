package dev.awssso.platform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The person's browser: {@code $BROWSER}, else the preferred one, else what the system opens addresses with. It is
 * started with a list of words, never through a shell, and not waited for.
 */
public final class Browser {

    /** What the fields of a role are where a page belongs to none. */
    private static final String SIGN_IN = "sign-in";

    private final Environment environment;
    private final Supplier<@Nullable String> preferred;
    private final Map<String, String> fields;

    /** @param preferred what to use where the variable is not set, read as the variable is; asked when it is needed */
    public Browser(Environment environment, Supplier<@Nullable String> preferred) {
        this(environment, preferred, Map.of("account_id", SIGN_IN, "role", SIGN_IN));
    }

    private Browser(Environment environment, Supplier<@Nullable String> preferred, Map<String, String> fields) {
        this.environment = environment;
        this.preferred = preferred;
        this.fields = fields;
    }

    /** The same browser for a page of this role: the values of the fields {account_id} and {role} in its command. */
    public Browser inRole(String accountId, String role) {
        return new Browser(environment, preferred, Map.of("account_id", accountId, "role", role));
    }

    /** False where starting one cannot work: in a container, on Linux with no display. */
    public boolean available() {
        if (wanted().isPresent()) {
            return true;
        }
        return switch (environment.system()) {
            case MAC, WINDOWS -> true;
            case LINUX -> !inContainer() && hasDisplay();
        };
    }

    private boolean hasDisplay() {
        return Stream.of("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
                .anyMatch(name -> environment.get(name).isPresent());
    }

    private static boolean inContainer() {
        return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    }

    /**
     * Sends the browser to an address, which must be https, or http on this machine, and does not wait for it.
     *
     * @param failed receives the reason why no browser has opened it: before this method returns when none could be started, or
     *     later in another thread when the last one has ended with an error
     * @return false when none could be started
     */
    public boolean open(URI address, Consumer<String> failed) {
        BrowserLaunch launch = launch(address);
        if (!launch.start()) {
            failed.accept(launch.reason());
            return false;
        }
        Thread watch = new Thread(
                () -> {
                    if (!launch.succeeds(null)) {
                        failed.accept(launch.reason());
                    }
                },
                "browser");
        watch.setDaemon(true);
        watch.start();
        return true;
    }

    /**
     * Sends the browser to an address and waits a moment for it to fail.
     *
     * @param patience how long; a command that continues is a browser
     * @return why no browser has opened it; empty when one has
     */
    public Optional<String> open(URI address, Duration patience) {
        BrowserLaunch launch = launch(address);
        return launch.start() && launch.succeeds(patience) ? Optional.empty() : Optional.of(launch.reason());
    }

    private BrowserLaunch launch(URI address) {
        return safe(address)
                ? candidates(address.toASCIIString())
                : new BrowserLaunch(
                        List.of(), "the URL is neither an https URL nor a URL of this machine", environment);
    }

    private Optional<String> wanted() {
        return environment.get("BROWSER").or(() -> Optional.ofNullable(preferred.get()));
    }

    private static boolean safe(URI address) {
        String host = String.valueOf(address.getHost());
        boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        return "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && loopback);
    }

    private BrowserLaunch candidates(String address) {
        Optional<String> wanted = wanted();
        return wanted.isPresent()
                ? ofVariable(wanted.get(), address)
                : new BrowserLaunch(ofSystem(address), "", environment);
    }

    private List<List<String>> ofSystem(String address) {
        return switch (environment.system()) {
            case MAC -> List.of(List.of("open", address));
            case WINDOWS -> List.of(List.of("rundll32.exe", "url.dll,FileProtocolHandler", address));
            case LINUX ->
                environment.get("WSL_DISTRO_NAME").isPresent()
                        ? List.of(List.of("wslview", address), List.of("xdg-open", address))
                        : List.of(List.of("xdg-open", address));
        };
    }

    // As Python's webbrowser reads it: alternatives split by colons, each in the words of a shell, a last & is left
    // out.
    // Where no word has a place for the address, an alternative may be the bare path of a program.
    private BrowserLaunch ofVariable(String variable, String address) {
        List<List<String>> commands = new ArrayList<>();
        String reason = "BROWSER contains no program";
        String separator = environment.system() == OperatingSystem.WINDOWS ? ";" : ":";
        for (String alternative : BrowserWords.alternatives(variable, separator)) {
            List<String> words = words(alternative.strip()).orElse(null);
            if (words == null) {
                reason = "a quote in BROWSER is not closed";
            } else if (!words.isEmpty()) {
                commands.add(BrowserWords.filled(words, address, fields));
            }
        }
        return new BrowserLaunch(commands, reason, environment);
    }

    private Optional<List<String>> words(String command) {
        if (!BrowserWords.placed(command) && Files.isExecutable(Path.of(command))) {
            return Optional.of(command.isEmpty() ? List.of() : List.of(command));
        }
        // A backslash is a part of a path there.
        return environment.system() == OperatingSystem.WINDOWS
                ? Optional.of(List.of(command.split("\\s+")))
                : ShellWords.split(command);
    }
}
