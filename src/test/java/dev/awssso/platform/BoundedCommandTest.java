package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class BoundedCommandTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private OptionalInt run(String text, Duration longest) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(Map.of("PATH", System.getenv("PATH"), "F", folder.toString()));
        return new BoundedCommand(
                        List.of("/bin/sh", "-c", text), new Environment(variables, OperatingSystem.current()), longest)
                .run();
    }

    @Test
    void givesTheCodeAndNothingButTheGivenVariables() throws IOException, InterruptedException {
        assertEquals(OptionalInt.of(7), run("env >$F/env; echo noise; exit 7", LONG));

        List<String> names = Files.readAllLines(folder.resolve("env")).stream()
                .map(line -> line.split("=", 2)[0])
                .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name))
                .sorted()
                .toList();
        assertEquals(List.of("F", "PATH"), names);
    }

    @Test
    void readsNothing() throws IOException, InterruptedException {
        assertEquals(OptionalInt.of(1), run("read line", LONG));
    }

    @Test
    void waitsForWhatItHasStarted() throws IOException, InterruptedException {
        assertEquals(OptionalInt.of(0), run("(sleep 0.3; echo >$F/done) &", LONG));

        assertTrue(Files.exists(folder.resolve("done")));
    }

    /** Each writes the numbers of two processes that would last for a minute. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 60 & echo $! $$ >$F/pids; sleep 61",
                "trap '' TERM HUP; sleep 60 & echo $! $$ >$F/pids; wait",
                "(sleep 60 & echo $! $$ >$F/pids); exit 0",
                "(setsid sleep 60 & echo $! $$ >$F/pids; sleep 62); exit 0"
            })
    void endsItWithAllThatItHasStarted(String text) throws IOException, InterruptedException {
        assertEquals(OptionalInt.empty(), run(text, Duration.ofMillis(800)));

        for (String pid : Files.readString(folder.resolve("pids")).strip().split(" ", -1)) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(left -> {
                left.onExit()
                        .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                        .join();
                assertFalse(left.isAlive());
            });
        }
    }
}
