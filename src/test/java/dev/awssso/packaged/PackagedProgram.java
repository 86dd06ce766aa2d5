package dev.awssso.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The packaged program, started as a process with an environment that holds nothing but what is given here: {@code
 * HOME}, the {@code PATH} of this machine and where its Javas are.
 *
 * <p>Where it lies: the system property {@code aws-sso.program}, else {@code target/aws-sso/bin/aws-sso}. Which Java it
 * runs on: the system property {@code aws-sso.java-home}, else what the launcher finds.
 */
public final class PackagedProgram {

    /** What a command left behind. */
    public record Result(int exit, String out, String err) {}

    /** Long enough for a machine that does other things too; nothing waits for it in a run that goes well. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is in the line of a server that is ready. */
    public static final Pattern URL = Pattern.compile("https?://[^\\s\"']+");

    private static final Pattern EXPORT = Pattern.compile("export ([A-Z_a-z]+)=(?:'([^']*)'|\"([^\"]*)\"|(\\S*))");

    private final Path program;
    private final Map<String, String> variables = new HashMap<>();
    private String stdin = "";

    private PackagedProgram(Path program) {
        this.program = program;
    }

    /** The program, for a person whose home is this directory. */
    public static PackagedProgram at(Path home) {
        return at(home, location());
    }

    /** A program at another place, such as a moved installation or a link to it. */
    public static PackagedProgram at(Path home, Path program) {
        PackagedProgram made =
                new PackagedProgram(program).with("HOME", home.toString()).with("PATH", System.getenv("PATH"));
        String javaHome = System.getProperty("aws-sso.java-home", "");
        if (!javaHome.isEmpty()) {
            made.with("AWS_SSO_JAVA_HOME", javaHome);
        }
        if (System.getenv("JAVA_HOME") != null) {
            made.with("JAVA_HOME", System.getenv("JAVA_HOME"));
        }
        return made;
    }

    /** The launcher or native program under test. */
    public static Path location() {
        Path program = Path.of(System.getProperty("aws-sso.program", "target/aws-sso/bin/aws-sso"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("no packaged program at " + program + "; ./mvnw package makes it");
        }
        return program;
    }

    /** True when the program under test runs on a JVM: its launcher is a script. */
    public static boolean isOnJvm() {
        try (var in = Files.newInputStream(location())) {
            return in.read() == '#' && in.read() == '!';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PackagedProgram with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public PackagedProgram with(Map<String, String> more) {
        variables.putAll(more);
        return this;
    }

    /** What the next command reads; nothing, unless said. */
    public PackagedProgram stdin(String text) {
        stdin = text;
        return this;
    }

    /** Runs one command line to its end. */
    public Result run(String... arguments) {
        try (RunningProgram running = launch(arguments)) {
            int exit = running.waitForExit();
            return new Result(exit, running.out(), running.err());
        }
    }

    /** Starts a command that goes on, and returns when it has printed a line, on either stream, that has this in it. */
    public RunningProgram start(Pattern ready, String... arguments) {
        RunningProgram running = launch(arguments);
        try {
            running.waitForLine(ready);
            return running;
        } catch (RuntimeException | AssertionError e) {
            running.close();
            throw e;
        }
    }

    /** Starts {@code ecs run} on a free port, with these words after it, and returns when it answers. */
    public RunningProgram startServer(String... more) {
        List<String> words = new ArrayList<>(List.of("ecs", "run", "--port", "0"));
        words.addAll(List.of(more));
        return start(URL, words.toArray(String[]::new));
    }

    /**
     * Starts {@code sandbox run} on a free port, with these words after it. The lines it prints for a shell become
     * {@link RunningProgram#exports()}.
     */
    public RunningProgram startSandbox(String... more) {
        List<String> words = new ArrayList<>(List.of("sandbox", "run", "--port", "0"));
        words.addAll(List.of(more));
        RunningProgram running = start(Pattern.compile("sandbox ready"), words.toArray(String[]::new));
        // Said on the other stream, which may be read later.
        running.waitForLine(
                Pattern.compile(words.contains("--iam-user") ? "AWS_SECRET_ACCESS_KEY=" : "AWS_DEFAULT_SSO_REGION="));
        return running;
    }

    /** Starts a command and returns at once. */
    public RunningProgram launch(String... arguments) {
        // Where the suite runs in the background its shell lets INT be ignored, which children inherit.
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT", program.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(Path.of(variables.get("HOME")).toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended, or closed its stdin, without reading: its exit code and streams tell the rest.
            }
            return new RunningProgram(process, URL, EXPORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
