package dev.awssso.run;

import dev.awssso.platform.ChildEnvironment;
import dev.awssso.platform.ControllingTerminal;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.ProcessSignals;
import dev.awssso.platform.SentSignal;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One program that runs in our place: it has our stdin, stdout, stderr, process group and terminal, and its end is our
 * end.
 *
 * <p>Signals. What the terminal sends (Ctrl-C, Ctrl-\, Ctrl-Z, a new window size, {@code fg}) goes to the whole group,
 * so the child has it already. What another process sends to us alone is passed on once. We never end before the child
 * does, and never end it by ourselves.
 */
public final class ChildProcess {

    private static final List<String> PASSED_ON = List.of("INT", "QUIT", "TERM", "HUP", "USR1", "USR2");

    // What keys send, to the whole foreground group.
    private static final Set<String> OF_KEYS = Set.of("INT", "QUIT");

    private final OperatingSystem system;
    private final List<String> early = new ArrayList<>();
    private @Nullable Process child;

    public ChildProcess(OperatingSystem system) {
        this.system = system;
    }

    /** The words that run one line of shell text, of many lines if it has them. */
    public static List<String> shell(String text, OperatingSystem system) {
        return system == OperatingSystem.WINDOWS
                // cmd /?: with /s the outer quotes are taken off and the rest is taken as it is; /d: no AutoRun.
                ? List.of("cmd.exe", "/d", "/s", "/c", "\"" + text + "\"")
                : List.of("/bin/sh", "-c", text);
    }

    /**
     * Starts the program and waits for its end.
     *
     * @param command the program, looked for in {@code PATH}, and its arguments, untouched by any shell
     * @param environment all of its environment
     * @return its own code, or 128 and the number of the signal that ended it (the JDK reports it so)
     * @throws Problem.Child when there is no such program (127) or it cannot be executed (126)
     */
    public int run(List<String> command, Map<String, String> environment) {
        ProcessSignals signals = ProcessSignals.receive(PASSED_ON, this::receive);
        try {
            Process process = start(command, environment);
            started(process);
            return waitFor(process);
        } finally {
            signals.close();
        }
    }

    private static Process start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        ChildEnvironment.apply(builder, environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw notStarted(command.get(0), environment, e);
        }
    }

    private static Problem notStarted(String program, Map<String, String> environment, IOException e) {
        if (exists(program, environment)) {
            return new Problem.Child(ExitCode.CHILD_NOT_EXECUTABLE, "cannot execute " + program, reason(e), e);
        }
        return new Problem.Child(ExitCode.CHILD_NOT_FOUND, "cannot run " + program, "command not found", e);
    }

    private static boolean exists(String program, Map<String, String> environment) {
        if (program.contains("/") || program.contains("\\")) {
            return Files.exists(Path.of(program));
        }
        String directories = environment.getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(java.io.File.pathSeparator))
                .splitAsStream(directories)
                .anyMatch(directory -> Files.isRegularFile(Path.of(directory, program)));
    }

    // The JDK's text ends in "error=13, Permission denied"; the text before it repeats the program.
    private static @Nullable String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int comma = message.lastIndexOf(", ");
        return message.contains("error=") && comma > 0 ? message.substring(comma + 2) : null;
    }

    private synchronized void started(Process process) {
        child = process;
        // The child was not there yet when these came, so it has had none of them, from a terminal or not.
        early.forEach(signal -> send(process, signal));
    }

    private synchronized void receive(String signal) {
        if (child == null) {
            early.add(signal);
        } else if (!OF_KEYS.contains(signal) || !ControllingTerminal.inForeground(system)) {
            send(child, signal);
        }
    }

    private static void send(Process process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
        } else if (process.isAlive()) {
            SentSignal.toProcess(process.pid(), signal);
        }
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nothing of ours interrupts this thread for good while the child lives: no orphan.
            }
        }
    }
}
