package dev.awssso.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A command that may run for a limited time; what it has started and is still there then is ended with it.
 *
 * <p>Its processes are found in two ways: as descendants, and, where {@code setsid} is installed, as the process group of
 * which the command is the leader. The second finds those whose parent has ended, which have become children of init.
 */
public final class BoundedCommand {

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final List<String> words;
    private final Environment environment;
    private final Duration longest;

    /**
     * A command that is not running yet.
     *
     * @param environment all of its environment
     * @param longest the time after which it is ended
     */
    public BoundedCommand(List<String> words, Environment environment, Duration longest) {
        this.words = List.copyOf(words);
        this.environment = environment;
        this.longest = longest;
    }

    /**
     * Runs it with nothing on stdin, stdout discarded and our stderr, and returns when it and all that it has started
     * have ended.
     *
     * @return its exit code; empty when it had to be ended
     * @throws IOException when it cannot be started
     * @throws InterruptedException when this thread is interrupted; the command is ended before
     */
    public OptionalInt run() throws IOException, InterruptedException {
        Optional<Path> leader = ExternalTool.find("setsid", environment);
        List<String> command = new ArrayList<>();
        leader.ifPresent(program -> command.add(program.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        ChildEnvironment.apply(builder, environment.variables());
        Process process = builder.start();
        Set<ProcessHandle> started = new LinkedHashSet<>();
        try {
            process.getOutputStream().close();
            boolean ended = await(process, started, leader.isPresent());
            return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } finally {
            end(process, started, leader.isPresent());
        }
    }

    private boolean await(Process process, Set<ProcessHandle> started, boolean group) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < longest.toNanos()) {
            note(process, started);
            boolean left = process.isAlive() || started.stream().anyMatch(ProcessHandle::isAlive);
            if (!left && !(group && SentSignal.toGroup(process.pid(), "0"))) {
                return true;
            }
            if (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                continue;
            }
            // It has ended, and something that it started has not.
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return false;
    }

    private static void note(Process process, Set<ProcessHandle> started) {
        process.descendants().forEach(started::add);
        List.copyOf(started).forEach(child -> child.descendants().forEach(started::add));
    }

    private static void end(Process process, Set<ProcessHandle> started, boolean group) {
        note(process, started);
        if (group) {
            SentSignal.toGroup(process.pid(), "KILL");
        }
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
