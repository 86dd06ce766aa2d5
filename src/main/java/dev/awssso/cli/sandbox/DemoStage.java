package dev.awssso.cli.sandbox;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.ChildEnvironment;
import dev.awssso.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the demo happens: a home of its own in a temporary directory, in which this program is run as a person would
 * run it, and of which nothing is left when it closes.
 */
final class DemoStage implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("http://[^\\s\"']+");
    private static final long ENDING_SECONDS = 5;

    private final Terminal terminal;
    private final Path program;
    private final Path home;
    private final Map<String, String> variables = new TreeMap<>();
    private final Thread onExit = new Thread(this::clear);
    private @Nullable Process server;

    DemoStage(Terminal terminal, Path program, Map<String, String> inherited) {
        this.terminal = terminal;
        this.program = program;
        try {
            this.home = Files.createTempDirectory("aws-sso-demo");
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot make a temporary directory", e.getMessage(), null, e);
        }
        for (String name : List.of("PATH", "JAVA_HOME", "AWS_SSO_JAVA_HOME", "LANG", "TMPDIR", "SystemRoot")) {
            if (inherited.containsKey(name)) {
                variables.put(name, inherited.get(name));
            }
        }
        variables.put("HOME", home.toString());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Sets variables for every later command, and shows how a person does it. */
    void export(Map<String, String> more) {
        more.forEach((name, value) -> {
            terminal.line("$ export " + name + "=" + value);
            variables.put(name, value);
        });
    }

    /** Says what comes next. */
    void say(String text) {
        terminal.line("");
        terminal.line("# " + text);
    }

    /**
     * Runs the program with these words and shows the command and what it says.
     *
     * @return its stdout
     */
    String run(Map<String, String> more, String... words) {
        show(more, words);
        try {
            Process process = start(more, ProcessBuilder.Redirect.INHERIT, words);
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new Problem.Server(
                        "the demo's command \"" + String.join(" ", words) + "\" ended with " + exit, null, null, null);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("the demo was interrupted");
        }
    }

    /** Starts the program with these words in the background, and returns the URL of the line that says it is ready. */
    String startServer(String... words) {
        show(Map.of(), words);
        try {
            Process started = start(Map.of(), ProcessBuilder.Redirect.PIPE, words);
            server = started;
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(started.getErrorStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                terminal.line(line);
                Matcher matcher = URL.matcher(line);
                if (matcher.find()) {
                    drain(lines);
                    return matcher.group();
                }
            }
            throw new Problem.Server("the server did not start", null, null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What the server logs later is read, so that it never waits for us, and not shown.
    private static void drain(BufferedReader lines) {
        Thread reader = new Thread(
                () -> {
                    try (lines) {
                        lines.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The server has ended.
                        return;
                    }
                },
                "demo-server-log");
        reader.setDaemon(true);
        reader.start();
    }

    private Process start(Map<String, String> more, ProcessBuilder.Redirect stderr, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        ChildEnvironment.apply(builder, all);
        builder.redirectError(stderr);
        return builder.start();
    }

    private void show(Map<String, String> more, String... words) {
        StringBuilder line = new StringBuilder("$ ");
        new TreeMap<>(more)
                .forEach((name, value) ->
                        line.append(name).append('=').append(value).append(' '));
        terminal.line(line + "aws-sso " + String.join(" ", words));
        terminal.err().flush();
    }

    /** Ends the server and removes the home. */
    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private synchronized void clear() {
        endServer();
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            terminal.note("cannot remove " + home);
        }
    }

    private void endServer() {
        Process running = server;
        if (running == null) {
            return;
        }
        server = null;
        running.destroy();
        try {
            if (!running.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
