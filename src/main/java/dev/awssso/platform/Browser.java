package dev.awssso.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The person's browser: {@code $BROWSER}, else the preferred one, else what the system opens addresses with. It is
 * started with a list of words, never through a shell, and not waited for.
 */
public final class Browser {

    private final Environment environment;
    private final Supplier<@Nullable String> preferred;

    /** @param preferred what to use where the variable is not set, read as the variable is; asked when it is needed */
    public Browser(Environment environment, Supplier<@Nullable String> preferred) {
        this.environment = environment;
        this.preferred = preferred;
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
     * Sends the browser to an address, which must be https, or http on this machine.
     *
     * @return false when no browser could be started
     */
    public boolean open(URI address) {
        if (!safe(address)) {
            return false;
        }
        return candidates(address.toASCIIString()).stream().anyMatch(this::start);
    }

    private Optional<String> wanted() {
        return environment.get("BROWSER").or(() -> Optional.ofNullable(preferred.get()));
    }

    private static boolean safe(URI address) {
        String host = String.valueOf(address.getHost());
        boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        return "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && loopback);
    }

    private List<List<String>> candidates(String address) {
        Optional<String> wanted = wanted();
        if (wanted.isPresent()) {
            return ofVariable(wanted.get(), address);
        }
        return switch (environment.system()) {
            case MAC -> List.of(List.of("open", address));
            case WINDOWS -> List.of(List.of("rundll32.exe", "url.dll,FileProtocolHandler", address));
            case LINUX ->
                environment.get("WSL_DISTRO_NAME").isPresent()
                        ? List.of(List.of("wslview", address), List.of("xdg-open", address))
                        : List.of(List.of("xdg-open", address));
        };
    }

    // As xdg-open and Python's webbrowser read it: alternatives split by colons, %s is the address, else it comes last.
    private List<List<String>> ofVariable(String variable, String address) {
        if (Files.isExecutable(Path.of(variable))) {
            return List.of(List.of(variable, address));
        }
        String separator = environment.system() == OperatingSystem.WINDOWS ? ";" : ":";
        List<List<String>> commands = new ArrayList<>();
        for (String alternative : variable.split(separator, -1)) {
            List<String> words = new ArrayList<>(List.of(alternative.strip().split("\\s+")));
            if (words.get(0).isEmpty()) {
                continue;
            }
            boolean placed = words.stream().anyMatch(word -> word.contains("%s"));
            words.replaceAll(word -> word.replace("%s", address));
            if (!placed) {
                words.add(address);
            }
            commands.add(words);
        }
        return commands;
    }

    private boolean start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        // Its chatter is nobody's business, and our stdout is a payload.
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            builder.start().getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
