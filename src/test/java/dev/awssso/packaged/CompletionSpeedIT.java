package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.packaged.CompletingShell.Kind;
import dev.awssso.packaged.CompletingShell.Line;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a TAB costs. The times are printed, and decide nothing. */
@EnabledOnOs(OS.LINUX)
class CompletionSpeedIT {

    // What completion has of its own, and the command whose options it looks at.
    private static final int MORE_THAN_STATUS = 150;

    @TempDir
    Path home;

    @Test
    void aTabLoadsHardlyMoreClassesThanStatus() throws IOException, InterruptedException {
        Assumptions.assumeTrue(PackagedProgram.isOnJvm());
        List<String> status = loaded("status");
        List<String> profiles = loaded("complete", "--shell", "bash", "--", "aws-sso console --profile ");
        List<String> slots = loaded("complete", "--shell", "bash", "--", "aws-sso ecs unload --profile ");
        List<String> regions = loaded("complete", "--shell", "bash", "--", "aws-sso console --region eu");

        String told = "classes: status " + status.size() + ", complete: profiles " + profiles.size() + ", slots "
                + slots.size() + ", regions " + regions.size();
        System.out.println(told);
        for (List<String> one : List.of(profiles, slots, regions)) {
            assertTrue(one.size() <= status.size() + MORE_THAN_STATUS, told);
            assertEquals(
                    List.of(),
                    one.stream()
                            .filter(name -> name.startsWith("io.quarkus.") || name.startsWith("io.netty."))
                            .toList());
        }
        // The names of regions are the SDK's; nothing else of it is.
        assertEquals(0, profiles.stream().filter(CompletionSpeedIT::ofSdk).count());
        assertTrue(regions.stream().filter(CompletionSpeedIT::ofSdk).count() <= 20, told);
    }

    private static boolean ofSdk(String name) {
        return name.startsWith("software.amazon.awssdk.");
    }

    // By the JVM's own list, without an archive, which would have everything.
    private List<String> loaded(String... words) throws IOException, InterruptedException {
        Path lib = PackagedProgram.location().getParent().resolveSibling("lib");
        Path list = home.resolve("classes.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load:file=" + list,
                "-cp",
                lib.resolve("aws-sso.jar") + ":" + lib.resolve("aws-sso-runtime.jar"),
                "dev.awssso.boot.Main"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        builder.start().waitFor();
        try (Stream<String> lines = Files.lines(list)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: "))
                            .strip())
                    .toList();
        }
    }

    @Test
    @Tag("slow")
    void twoThousandAccountsWithFiveRolesEach() {
        try (RunningSandbox sandbox = RunningSandbox.withAccounts(2000, 5)) {
            DocumentedHome person =
                    new DocumentedHome(home, sandbox).with("TERM", "xterm").with("LC_ALL", "C.UTF-8");
            person.file(".config/fish/config.fish", "set fish_greeting\n");
            Result populated = person.run(
                    10,
                    "aws-sso login --start-url " + sandbox.startUrl() + " --sso-region us-east-1"
                            + " && aws-sso configure populate");
            assertEquals(0, populated.exit(), populated.err());
            for (Kind kind : Kind.values()) {
                completed(person, kind);
            }
        }
    }

    private void completed(DocumentedHome person, Kind kind) {
        person.file("bin/aws-sso", "#!/bin/bash\nexec '" + PackagedProgram.location() + "' \"$@\"\n");
        CompletingShell shell = new CompletingShell(person, kind).install();
        shell.line("aws-sso ecs li")
                .line("aws-sso console --profile my-acct-2-Adm")
                .line("aws-sso console --account-id 22222222222")
                .line("aws-sso console --account-id my-acct-2 --role-name Adm")
                .line("aws-sso console --region ap-southeast-7");

        List<Line> lines = shell.type();

        List<List<String>> expected = List.of(
                List.of("ecs", "list"),
                List.of("console", "--profile", "my-acct-2-AdministratorAccess"),
                List.of("console", "--account-id", "222222222222"),
                List.of("console", "--account-id", "my-acct-2", "--role-name", "AdministratorAccess"),
                List.of("console", "--region", "ap-southeast-7"));
        for (int i = 0; i < expected.size(); i++) {
            System.out.println(kind.word() + ": " + lines.get(i).seconds().get(0) + " s: aws-sso "
                    + String.join(" ", lines.get(i).words()));
            assertEquals(expected.get(i), lines.get(i).words(), lines.get(i)::shown);
        }
    }
}
