package dev.awssso.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A page of documentation as a list of steps, in the order of the page. A block of code whose language is {@code sh},
 * {@code zsh} or {@code fish} is a block of commands. HTML comments, which no reader sees, say what else a test does; each
 * of them begins a line:
 *
 * <ul>
 *   <li>{@code <!-- not run: REASON -->} before a block: the commands cannot be run in a test.
 *   <li>{@code <!-- typed: LINES -->} before a block: it is run in a terminal of its own, in which these lines are typed; the
 *       words are the lines, {@code Enter} is an empty one.
 *   <li>{@code <!-- file: NAME -->} before a block: its text is written to this file of the home directory.
 *   <li>{@code <!-- setup: COMMANDS -->}: commands that are run at this place and that the reader does not need.
 * </ul>
 */
public record DocumentPage(Path file, List<Step> steps) {

    /** What is done with a step. */
    public enum Kind {
        RUN,
        NOT_RUN,
        SETUP,
        FILE,
        OTHER
    }

    /**
     * One block of code or one comment.
     *
     * @param line the number of its first line
     * @param language the language of the block, empty where it has none
     * @param detail the reason, the name of the file, or what is typed
     */
    public record Step(Kind kind, int line, String language, String detail, String text) {}

    private static final Set<String> SHELLS = Set.of("sh", "zsh", "fish");
    private static final String FENCE = "```";

    /** Written by tests: their blocks are what the program prints. */
    private static final Set<String> GENERATED = Set.of("docs/reference/commands.md", "docs/reference/server-tests.md");

    /** All pages of the project that a person writes. */
    public static List<DocumentPage> all() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                    .map(Path::of);
            return Stream.concat(
                            top,
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .filter(file -> !GENERATED.contains(file.toString()))
                    .map(DocumentPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DocumentPage read(Path file) {
        try {
            return new DocumentPage(file, new Parser(Files.readAllLines(file)).parse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Step> steps(Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).toList();
    }

    /** True where the page starts a sandbox for itself. */
    boolean startsSandbox() {
        return steps(Kind.RUN).stream().anyMatch(step -> step.text().contains("aws-sso sandbox run"));
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static final class Parser {

        private final List<String> lines;
        private final List<Step> steps = new ArrayList<>();
        private int next;

        Parser(List<String> lines) {
            this.lines = lines;
        }

        List<Step> parse() {
            Optional<Step> mark = Optional.empty();
            while (next < lines.size()) {
                String line = lines.get(next);
                if (line.strip().startsWith(FENCE)) {
                    steps.add(block(mark));
                    mark = Optional.empty();
                } else if (line.strip().startsWith("<!--")) {
                    mark = comment();
                } else {
                    refuseUnused(mark, line);
                    next++;
                }
            }
            return List.copyOf(steps);
        }

        private void refuseUnused(Optional<Step> mark, String line) {
            if (mark.isPresent() && !line.isBlank()) {
                throw new AssertionError("line " + mark.get().line() + ": no block of code follows this comment");
            }
        }

        private Step block(Optional<Step> mark) {
            int first = next + 1;
            String fence = lines.get(next++);
            String indent = fence.substring(0, fence.indexOf(FENCE));
            String language = fence.strip().substring(FENCE.length());
            StringBuilder text = new StringBuilder();
            while (!lines.get(next).strip().equals(FENCE)) {
                String line = lines.get(next++);
                text.append(line.startsWith(indent) ? line.substring(indent.length()) : line)
                        .append('\n');
            }
            next++;
            Kind kind = mark.map(Step::kind).orElse(SHELLS.contains(language) ? Kind.RUN : Kind.OTHER);
            return new Step(kind, first, language, mark.map(Step::detail).orElse(""), text.toString());
        }

        // A comment that concerns the next block; a setup is a step of its own.
        private Optional<Step> comment() {
            int first = next + 1;
            StringBuilder all = new StringBuilder();
            do {
                all.append(lines.get(next)).append('\n');
            } while (!lines.get(next++).contains("-->"));
            String text = all.substring(all.indexOf("<!--") + "<!--".length(), all.indexOf("-->"))
                    .strip();
            String word = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
            String detail =
                    text.substring(Math.min(text.length(), word.length() + 1)).strip();
            return switch (word) {
                case "not run" -> Optional.of(new Step(Kind.NOT_RUN, first, "", oneLine(detail), ""));
                case "typed" -> Optional.of(new Step(Kind.RUN, first, "", oneLine(detail), ""));
                case "file" -> Optional.of(new Step(Kind.FILE, first, "", detail, ""));
                case "setup" -> {
                    steps.add(new Step(Kind.SETUP, first, "sh", "", detail + "\n"));
                    yield Optional.empty();
                }
                default -> Optional.empty();
            };
        }

        private static String oneLine(String text) {
            return String.join(" ", Arrays.asList(text.split("\\s+")));
        }
    }
}
