package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's podman with runc, for images and containers that are made and run without a registry. Needs root. */
final class Podman {

    // crun, the default, fails where the limits or control groups of this machine cannot be set.
    private static final String SETTINGS =
            """
            [containers]
            default_ulimits=["nofile=20000:20000","nproc=4096:4096"]
            [engine]
            runtime="runc"
            """;

    private static final long LONGEST_SECONDS = 180;

    /** How a command ended; {@code out} has no white space at its end. */
    record Result(int exit, String out, String err) {}

    private final Path folder;

    /** With its settings and output in this folder. */
    Podman(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("containers.conf"), SETTINGS);
    }

    /** True where a test can use it: the programs are there, and this is root. */
    static boolean isUsable() throws IOException {
        return Stream.of("podman", "runc", "iptables").allMatch(Podman::isInstalled)
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Runs a command of podman to its end, which must be a good one, and returns its stdout. */
    String run(String... words) {
        Result result = tryToRun(words);
        assertEquals(0, result.exit(), () -> String.join(" ", words) + "\n" + result.out() + result.err());
        return result.out();
    }

    /** Runs a command of podman to its end, whatever that is. */
    Result tryToRun(String... words) {
        List<String> command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(words));
        return execute(command);
    }

    /** Runs any program to its end. */
    Result execute(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
            Process process = builder.start();
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertTrue(ended, () -> command + " did not end");
            return new Result(process.exitValue(), Files.readString(out).strip(), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
