package dev.awssso.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the system that does one thing and ends, such as {@code systemctl}. */
public final class ExternalTool {

    private static final int LONGEST_OUTPUT = 64_000;

    private final String name;
    private final Environment environment;

    /** A program that is looked for in {@code PATH} when it is run. */
    public ExternalTool(String name, Environment environment) {
        this.name = name;
        this.environment = environment;
    }

    /**
     * What it has left.
     *
     * @param code its exit code
     * @param text what it has printed, on both streams
     */
    public record Result(int code, String text) {

        public boolean done() {
            return code == 0;
        }

        /** Its first line that says something, fit for a terminal; empty when there is none. */
        public String firstLine() {
            return text.lines()
                    .map(line -> ForeignText.clean(line).strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Where a program is; empty when it is not in {@code PATH}. */
    public static Optional<Path> find(String name, Environment environment) {
        return Stream.of(environment.get("PATH").orElse("").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs it with these arguments to its end, with nothing on stdin; empty when there is no such program. */
    public Optional<Result> run(String... arguments) {
        return find(name, environment).flatMap(program -> run(program, List.of(arguments)));
    }

    private Optional<Result> run(Path program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        ChildEnvironment.apply(builder, environment.variables());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] text = process.getInputStream().readNBytes(LONGEST_OUTPUT);
            process.getInputStream().close();
            return Optional.of(new Result(process.waitFor(), new String(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
