package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.Rows;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellQuoteTest {

    private static final String PRINTABLE =
            IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "wJalrXUtnFEMI/K7+a=,export A=wJalrXUtnFEMI/K7+a=",
                "=ls,export A='=ls'",
                "it's,export A='it'\\''s'",
                "$(id),export A='$(id)'",
            })
    void quotesForPosixShells(String value, String line) {
        assertEquals(line, ShellQuote.POSIX.assignment("A", value));
    }

    @Test
    void quotesForPowerShellAlways() {
        assertEquals("$Env:A = 'a$b''c'", ShellQuote.POWERSHELL.assignment("A", "a$b'c"));
        assertThrows(Problem.Usage.class, () -> ShellQuote.POWERSHELL.assignment("A", "\u2019; rm"));
    }

    @Test
    void quotesForFishAlways() {
        assertEquals("set -gx A 'a\\\\b\\'c'", ShellQuote.FISH.assignment("A", "a\\b'c"));
    }

    @Test
    void quotesNothingForCmd() {
        assertEquals("SET A=Bearer a/b+c=", ShellQuote.CMD.assignment("A", "Bearer a/b+c="));
        assertEquals("SET A=http://127.0.0.1:4144/", ShellQuote.CMD.assignment("A", "http://127.0.0.1:4144/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%b", "a!b", "a^b", "a&b", "a|b", "a<b", "a>b", "a\"b", " a", "a ", ""})
    void refusesWhatCmdWouldExpand(String value) {
        Problem problem = assertThrows(Problem.Usage.class, () -> ShellQuote.CMD.assignment("KEY", value));
        assertEquals("cannot write KEY for this shell", problem.what());
    }

    @Rows("I1")
    @ParameterizedTest
    @EnumSource(ShellQuote.class)
    void refusesControlCharactersWithoutTellingTheValue(ShellQuote shell) {
        for (String control : List.of("\n", "\r", "\0", "\u001b", "\u007f", "\u0085")) {
            Problem problem =
                    assertThrows(Problem.Usage.class, () -> shell.assignment("KEY", "hidden" + control + "value"));
            assertFalse(String.valueOf(problem.getMessage()).contains("hidden"));
        }
    }

    @Test
    void removesVariables() {
        assertEquals("unset A", ShellQuote.POSIX.removal("A"));
        assertEquals("SET A=", ShellQuote.CMD.removal("A"));
        assertEquals("Remove-Item Env:A -ErrorAction SilentlyContinue", ShellQuote.POWERSHELL.removal("A"));
        assertEquals("set -e A", ShellQuote.FISH.removal("A"));
    }

    @Rows("I1")
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void everyPrintableValueComesBackFromShellsThatAreEverywhere(String shell)
            throws IOException, InterruptedException {
        comesBack(shell);
    }

    @Rows("I1")
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"zsh", "fish"})
    void everyPrintableValueComesBackFromShellsThatMustBeInstalled(String shell)
            throws IOException, InterruptedException {
        comesBack(shell);
    }

    @Rows("I1")
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void tenThousandNamesComeBackAndNothingInThemIsRun(String shell, @TempDir Path folder)
            throws IOException, InterruptedException {
        ShellQuote quote = shell.equals("fish") ? ShellQuote.FISH : ShellQuote.POSIX;
        StringBuilder script = new StringBuilder("cd '" + folder + "'\n");
        StringBuilder expected = new StringBuilder();
        Random random = new Random(10_000);
        for (int i = 0; i < 10_000; i++) {
            String name = hostileName(random);
            script.append(shell.equals("fish") ? "" : "eval \"$(printf '%s' ")
                    .append(
                            shell.equals("fish")
                                    ? ""
                                    : ShellQuote.POSIX
                                            .assignment("x", quote.assignment("VALUE", name))
                                            .substring("export x=".length()))
                    .append(shell.equals("fish") ? quote.assignment("VALUE", name) : ")\"")
                    .append("\nprintf '%s\\n' \"$VALUE\"\n");
            expected.append(name).append('\n');
        }
        assertEquals(expected.toString(), run(shell, script.toString()));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    // What a slot or a profile may be called, with what a shell would do something for.
    private static String hostileName(Random random) {
        String[] pieces = {
            "$(touch canary)",
            "`touch canary`",
            ";touch canary;",
            "|touch canary",
            "&touch canary&",
            "'",
            "\"",
            "\\",
            "$HOME",
            "${IFS}",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "~",
            "!",
            "!!",
            "#",
            " ",
            "  ",
            "=ls",
            "%s",
            "-n",
            "(",
            ")",
            "<canary",
            ">canary",
            "^",
            "\u2019",
            "\u201c",
            "\u00a0",
            "\u00e9",
            "e\u0301",
            "\u4e2d",
            "\ud83d\ude00",
            "\u202e",
            "x",
            "dev",
            "/",
            ":",
            "@",
            "+",
            ",",
            ".",
            "a'b",
            "\\'",
            "\\n",
            "$'\\n'",
            "\u2028"
        };
        StringBuilder name = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            name.append(pieces[random.nextInt(pieces.length)]);
        }
        return name.toString();
    }

    private static void comesBack(String shell) throws IOException, InterruptedException {
        ShellQuote quote = shell.equals("fish") ? ShellQuote.FISH : ShellQuote.POSIX;
        StringBuilder script = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        Random random = new Random(4711);
        for (int i = 0; i < 300; i++) {
            String value = i == 0 ? PRINTABLE : i <= 95 ? PRINTABLE.substring(i - 1, i) : randomValue(random);
            script.append(quote.assignment("VALUE", value)).append('\n');
            script.append("printf '%s\\n' \"$VALUE\"\n");
            expected.append(value).append('\n');
        }
        assertEquals(expected.toString(), run(shell, script.toString()));
    }

    private static String randomValue(Random random) {
        return random.ints(1 + random.nextInt(40), 0, PRINTABLE.length())
                .mapToObj(i -> PRINTABLE.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static String run(String shell, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(shell).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Thread writer = new Thread(() -> {
            try (var in = process.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        writer.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        writer.join();
        process.waitFor();
        return output;
    }
}
