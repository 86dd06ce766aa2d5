package dev.awssso.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionCommandTest {

    @TempDir
    Path home;

    private Cli.Result run(String... words) {
        return Cli.at(home).run(words);
    }

    private static String block(CompletionShell shell) {
        return ScriptBlock.BEGIN + "\n" + shell.script() + ScriptBlock.END + "\n";
    }

    @ParameterizedTest
    @EnumSource
    void printsTheScript(CompletionShell shell) {
        Cli.Result result = run("completion", shell.name().toLowerCase(java.util.Locale.ROOT));

        assertEquals(0, result.exit());
        assertEquals(shell.script(), result.out());
    }

    @ParameterizedTest
    @CsvSource({"bash, .bashrc", "zsh, .zshrc", "fish, .config/fish/completions/aws-sso.fish"})
    void installsOnceAndUninstalls(String shell, String file) throws IOException {
        assertEquals(0, run("completion", shell, "--install").exit());
        String installed = Files.readString(home.resolve(file));
        Cli.Result again = run("completion", shell, "--install");

        assertEquals(block(CompletionShell.of(shell)), installed);
        assertEquals(installed, Files.readString(home.resolve(file)));
        assertTrue(again.err().contains("already up to date"), again.err());

        assertEquals(0, run("completion", shell, "--uninstall").exit());
        assertFalse(Files.exists(home.resolve(file)));
        assertEquals(0, run("completion", shell, "--uninstall").exit());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everythingElseInTheFileStaysAndSoDoLinkModeAndLineEnds() throws IOException {
        Path target = home.resolve("dotfiles/bashrc");
        Files.createDirectories(target.getParent());
        byte[] before = "alias x=y\r\n\u00ff no line end".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(target, before);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(home.resolve(".bashrc"), target);

        assertEquals(0, run("completion", "bash", "--install").exit());

        assertTrue(Files.isSymbolicLink(home.resolve(".bashrc")));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        String after = Files.readString(target, StandardCharsets.ISO_8859_1);
        assertEquals(
                new String(before, StandardCharsets.ISO_8859_1)
                        + "\r\n"
                        + block(CompletionShell.BASH).replace("\n", "\r\n"),
                after);

        Files.writeString(target, after.replace("compopt", "old") + "more\r\n", StandardCharsets.ISO_8859_1);
        assertEquals(0, run("completion", "bash", "--install").exit());
        assertEquals(after + "more\r\n", Files.readString(target, StandardCharsets.ISO_8859_1));

        assertEquals(0, run("completion", "bash", "--uninstall").exit());
        assertEquals(
                new String(before, StandardCharsets.ISO_8859_1) + "\r\nmore\r\n",
                Files.readString(target, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aDamagedBlockIsLeftAlone() throws IOException {
        Files.writeString(home.resolve(".bashrc"), ScriptBlock.BEGIN + "\nmine\n");

        Cli.Result result = run("completion", "bash", "--install");

        assertEquals(7, result.exit());
        assertTrue(result.err().contains("has no line"), result.err());
        assertEquals(ScriptBlock.BEGIN + "\nmine\n", Files.readString(home.resolve(".bashrc")));
    }

    @Test
    void anotherShellIsAUsageError() {
        assertEquals(2, run("completion", "tcsh").exit());
        assertEquals(2, run("completion").exit());
        assertEquals(2, run("completion", "bash", "--install", "--uninstall").exit());
    }
}
