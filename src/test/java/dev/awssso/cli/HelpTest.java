package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.golden.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    private static final List<String> HEADINGS = Stream.of(OfferedOptions.Group.values())
            .map(group -> group.heading() + ":")
            .toList();

    @TempDir
    Path home;

    static List<String> commands() {
        Path nowhere = Path.of("/nonexistent");
        return Commands.all(nowhere).stream()
                .filter(path -> !Commands.help(nowhere, path).contains("\nCommands:\n"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void groupsComeInOneOrder(String command) {
        List<String> found =
                Commands.help(home, command).lines().filter(HEADINGS::contains).toList();

        List<String> sorted = new ArrayList<>(HEADINGS);
        sorted.retainAll(found);
        assertEquals(sorted, found);
        assertEquals("General:", found.get(found.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void onlyExamplesAreWiderThanTheTerminal(String command) {
        List<String> lines = Commands.help(home, command).lines().toList();
        int example = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("Example"))
                .findFirst()
                .orElseThrow());

        for (String line : lines.subList(0, example)) {
            assertTrue(line.length() <= 80, line);
        }
        for (String line : lines.subList(example + 1, lines.size())) {
            assertTrue(line.startsWith("  "), "broken: " + line);
        }
    }

    @Test
    void theWidthOfTheTerminalIsUsed() {
        String wide = HelpText.ofCommand("wide", CommandLineDoor.commandLine("wide", new Wide()), false, 110);
        String narrow = HelpText.ofCommand("wide", CommandLineDoor.commandLine("wide", new Wide()), false, 0);

        assertTrue(wide.lines().anyMatch(line -> line.length() > 80 && line.length() <= 110), wide);
        assertTrue(narrow.lines().allMatch(line -> line.length() <= 80), narrow);
    }

    /** A command with much to say. */
    @CommandLine.Command(
            description = "One sentence that is longer than eighty columns, so that a terminal of one hundred and ten"
                    + " columns shows more of it in one line than a terminal whose width is not known.")
    private static final class Wide {}

    @ParameterizedTest
    @CsvSource({
        "logout, --force-refresh",
        "logout, --use-device-code",
        "logout, --sso-access-token",
        "status, --no-browser",
        "credential-process, --use-device-code",
        "credential-process, --no-browser",
        "importcache, --nrt",
        "login, --no-cache",
        "roles, --use-cache"
    })
    void anOptionThatCanDoNothingIsAcceptedAndNotOffered(String command, String option) {
        assertFalse(Commands.help(home, command).contains(option + " "), option);
        assertFalse(Commands.help(home, command).contains(option + "="), option);

        assertFalse(Cli.at(home).run(command, option, "--help").err().contains("unknown option"));
    }

    @ParameterizedTest
    @CsvSource({
        "configure sso, --sso-acces-token, see",
        "login, --sso-regon, did you mean --sso-region?",
        "ecs run, --no-refesh, did you mean --no-refresh?",
        "ecs list, --notify, see"
    })
    void theNearestOptionOfTheSameCommandIsMeant(String command, String option, String meant) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(option);

        Cli.Result result = Cli.at(home).run(words.toArray(String[]::new));

        assertEquals(2, result.exit());
        assertTrue(result.err().startsWith("aws-sso: unknown option " + option + ": " + meant), result.err());
    }

    @Test
    void theProgramsHelpNamesItsVersion() {
        assertTrue(Commands.help(home, "").contains("--version"));
        assertEquals(
                Commands.help(home, "login"), Cli.at(home).run("help", "login").out());
    }
}
