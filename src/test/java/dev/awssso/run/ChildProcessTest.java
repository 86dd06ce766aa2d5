package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessTest {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    Path directory;

    private static int run(String... command) {
        return new ChildProcess(OperatingSystem.LINUX).run(List.of(command), PATH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 37, 125, 255})
    void endsWithTheCodeOfTheChild(int code) {
        assertEquals(code, run("sh", "-c", "exit " + code));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "KILL, 137", "HUP, 129", "INT, 130"})
    void endsWith128AndTheSignalThatEndedTheChild(String signal, int code) {
        // A shell that runs this suite in the background lets INT be ignored, which children inherit.
        assertEquals(code, run("env", "--default-signal", "sh", "-c", "kill -s " + signal + " $$"));
    }

    @Test
    void tellsAProgramThatDoesNotExistFromOneThatCannotRun() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "text");
        assertEquals(
                ExitCode.CHILD_NOT_FOUND,
                assertThrows(Problem.Child.class, () -> run("no-such-program")).exitCode());
        assertEquals(
                ExitCode.CHILD_NOT_FOUND,
                assertThrows(Problem.Child.class, () -> run("./no/such/program"))
                        .exitCode());
        assertEquals(
                ExitCode.CHILD_NOT_EXECUTABLE,
                assertThrows(Problem.Child.class, () -> run(plain.toString())).exitCode());
        assertEquals(
                ExitCode.CHILD_NOT_EXECUTABLE,
                assertThrows(Problem.Child.class, () -> run(directory.toString()))
                        .exitCode());
    }

    @Test
    void givesExactlyTheEnvironment() throws IOException {
        Path out = directory.resolve("out");
        Map<String, String> environment = new HashMap<>(PATH);
        environment.put("ONE", "a b");
        assertEquals(
                0,
                new ChildProcess(OperatingSystem.LINUX).run(List.of("sh", "-c", "env | sort > " + out), environment));
        List<String> names = Files.readAllLines(out).stream()
                .map(line -> line.replaceAll("=.*", ""))
                // dash and bash add these by themselves.
                .filter(name -> !List.of("PWD", "_", "SHLVL", "OLDPWD").contains(name))
                .toList();
        assertEquals(List.of("ONE", "PATH"), names);
    }

    @Test
    void passesArgumentsUntouched() throws IOException {
        Path out = directory.resolve("out");
        assertEquals(0, run("sh", "-c", "printf '%s\\n' \"$@\" > " + out, "sh", "a b", "$HOME", "", "*", "--region"));
        assertEquals(List.of("a b", "$HOME", "", "*", "--region"), Files.readAllLines(out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "USR1", "USR2"})
    void passesASignalOfAnotherProcessOn(String signal) throws IOException {
        assumeFalse(isIgnored(signal), "nohup, or a shell in the background, has this suite ignore " + signal);
        Path out = directory.resolve("out");
        // The child asks another process to signal its parent, which is this virtual machine.
        String script = "trap 'echo got >> " + out + "; exit 9' " + signal + "; kill -s " + signal
                + " $PPID; for i in $(seq 1200); do sleep 0.05; done";
        assertEquals(9, run("sh", "-c", script));
        assertEquals(List.of("got"), Files.readAllLines(out));
    }

    // proc_pid_status(5): a mask of the ignored signals. A program that was started so goes on ignoring them.
    private static boolean isIgnored(String signal) throws IOException {
        Process number = new ProcessBuilder("bash", "-c", "kill -l " + signal).start();
        int bit;
        try (BufferedReader out = number.inputReader()) {
            bit = Integer.parseInt(out.readLine()) - 1;
        }
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(
                                line.substring("SigIgn:".length()).strip(), 16))
                        .anyMatch(mask -> (mask >> bit & 1) == 1);
    }

    @Test
    void runsShellTextOfManyLines() {
        assertEquals(List.of("/bin/sh", "-c", "a\nb"), ChildProcess.shell("a\nb", OperatingSystem.LINUX));
        assertEquals(
                List.of("cmd.exe", "/d", "/s", "/c", "\"echo \"a\"\""),
                ChildProcess.shell("echo \"a\"", OperatingSystem.WINDOWS));
    }
}
