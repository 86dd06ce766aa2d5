package dev.awssso.golden;

import dev.awssso.Cli;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command line and what it answers, as text:
 *
 * <pre>
 * $ NAME=value aws-sso ecs list --output 'json'
 * exit 8
 * -- stdout
 * -- stderr
 * aws-sso: no server: ...
 * </pre>
 *
 * <p>The clock stands still, the home is empty and reads {@code ~} in the text, and no other variable is set.
 */
record GoldenCase(Map<String, String> variables, List<String> words, String commandLine) {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(.*)", Pattern.DOTALL);

    /** The case of a file: only its first line counts, the rest is the answer. */
    static GoldenCase parse(String text) {
        String commandLine = text.lines().findFirst().orElse("");
        if (!commandLine.startsWith("$ ")) {
            throw new IllegalArgumentException("a golden file begins with \"$ aws-sso ...\": " + commandLine);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(commandLine.substring(2));
        while (word.find()) {
            String plain = word.group().replace("'", "");
            Matcher assignment = ASSIGNMENT.matcher(plain);
            if (words.isEmpty() && assignment.matches()) {
                variables.put(assignment.group(1), assignment.group(2));
            } else {
                words.add(plain);
            }
        }
        if (!words.remove(0).equals("aws-sso")) {
            throw new IllegalArgumentException("not a command line of aws-sso: " + commandLine);
        }
        return new GoldenCase(Map.copyOf(variables), List.copyOf(words), commandLine);
    }

    /** Runs it and tells the answer in the form of the file. */
    String answer(Path home) {
        Cli.Result result =
                Cli.at(home).with(variables).clock(InstantSource.fixed(NOW)).run(words.toArray(String[]::new));
        String text = commandLine + "\nexit " + result.exit() + "\n-- stdout\n" + ended(result.out()) + "-- stderr\n"
                + ended(result.err());
        return text.replace(home.toString(), "~");
    }

    private static String ended(String stream) {
        return stream.isEmpty() || stream.endsWith("\n") ? stream : stream + "\\ no newline at the end\n";
    }
}
