package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.documents.DocumentPage;
import dev.awssso.platform.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The command lines in the text and the tables of the documents, such as {@code `aws-sso ecs load --slot dev`}: each of
 * them is one that the program accepts. Those in blocks are run by {@code DocumentsIT}.
 */
class DocumentedLinesTest {

    private static final Path OTHER_TOOLS = Path.of("docs/how-to/move-from-other-tools.md");
    private static final Pattern LINE = Pattern.compile("`aws-sso ([^`]+)`");
    // Parts that stand for many, and options that the program has beside its commands.
    private static final Pattern NOT_A_LINE = Pattern.compile(".*(…|COMMAND|--version).*|--help");

    @TempDir
    Path home;

    @Test
    void everyCommandLineInTextAndTablesIsAccepted() throws IOException {
        List<String> wrong = new ArrayList<>();
        int lines = 0;
        for (DocumentPage page : DocumentPage.all()) {
            for (String line : lines(page.file())) {
                lines++;
                problem(line).ifPresent(problem -> wrong.add(page + ": aws-sso " + line + ": " + problem));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(lines > 80, "the documents have " + lines + " lines");
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        // A span may continue in the next line of its paragraph.
        String text = withoutBlocks(Files.readString(file)).replaceAll("(?<=[^|\\n])\\n(?=[^|\\n])", " ");
        for (String line : text.lines().toList()) {
            // In the tables of this page the first column has the commands of other tools.
            boolean other = file.equals(OTHER_TOOLS) && line.startsWith("| ");
            Matcher found = LINE.matcher(other ? line.substring(line.indexOf('|', 2)) : line);
            while (found.find()) {
                if (!NOT_A_LINE.matcher(found.group(1)).matches()) {
                    lines.add(found.group(1));
                }
            }
        }
        return lines;
    }

    private static String withoutBlocks(String text) {
        return text.replaceAll("(?s)(?m)^ *```.*?^ *```$", "");
    }

    private Optional<String> problem(String line) {
        List<String> words = ShellWords.split(line).orElse(List.of());
        String path = "";
        int next = 0;
        while (next < words.size()) {
            Optional<CommandTree.Entry> entry = CommandTree.child(path, words.get(next));
            if (entry.isEmpty()) {
                break;
            }
            path = entry.get().path();
            next++;
        }
        if (path.isEmpty()) {
            return Optional.of("no such command");
        }
        Optional<Object> command = CommandTree.create(path, ManPagesTest.toolbox(home));
        List<String> rest = words.subList(next, words.size()).stream()
                .takeWhile(word -> !Stream.of("|", ">", "&").anyMatch(word::startsWith))
                .toList();
        if (command.isEmpty()) {
            return rest.isEmpty() || rest.equals(List.of("--help"))
                    ? Optional.empty()
                    : Optional.of("no such command: " + rest.get(0));
        }
        try {
            CommandLine model = CommandLineDoor.commandLine(path, command.get());
            model.parseArgs(rest.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.MissingParameterException e) {
            // A command in a sentence is not always complete.
            return e.getMessage().startsWith("Missing required") ? Optional.empty() : Optional.of(e.getMessage());
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
