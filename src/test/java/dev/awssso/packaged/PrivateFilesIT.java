package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files with secrets in them: whoever is careless, killed or one of many leaves them private and whole. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PrivateFilesIT {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    @TempDir
    Path home;

    @Rows("P6")
    @Test
    void aUmaskThatAllowsEverythingMakesNothingPublic() throws IOException, InterruptedException {
        try (RunningSandbox sandbox = RunningSandbox.start()) {
            String aws = "aws-sso";
            String instance = " --start-url " + sandbox.startUrl() + " --sso-region us-east-1";
            String role = instance + " --account-id 111111111111 --role-name AdministratorAccess";
            String script = String.join(
                    "\n",
                    "set -e",
                    "umask 000",
                    aws + " login --use-device-code" + instance,
                    aws + " credential-process" + role + " >/dev/null",
                    aws + " roles" + instance + " >/dev/null",
                    aws + " ecs bearer-token --generate",
                    aws + " ecs bearer-token --slot dev --write token-file",
                    aws + " ecs ssl --generate >/dev/null",
                    aws + " ecs run --port 0 --audit-log audit 2>ready & server=$!",
                    "until grep -q https:// ready; do kill -0 $server; sleep 0.1; done",
                    "kill $server; wait $server");
            Files.createDirectory(home.resolve("bin"));
            Files.createSymbolicLink(home.resolve("bin/aws-sso"), PackagedProgram.location());
            run(sandbox, script);
        }
        List<String> open = new ArrayList<>();
        int files = 0;
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.endsWith("ready"))
                    .toList()) {
                files++;
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (mode.stream().anyMatch(OF_OTHERS::contains)) {
                    open.add(home.relativize(file) + " " + PosixFilePermissions.toString(mode));
                }
            }
        }
        assertEquals(List.of(), open);
        assertTrue(files >= 6, files + " files: sign-in, registration, caches, secrets, token file, audit log");
    }

    private void run(RunningSandbox sandbox, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(sandbox.environment());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("XDG_DATA_HOME");
        Process process = builder.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
    }

    @Rows("P6")
    @Test
    void twentyProcessesThatStoreAtOnceLoseNothing() {
        assertEquals(0, program().run("ecs", "bearer-token", "--generate").exit());
        List<RunningProgram> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            running.add(
                    i % 5 == 4
                            ? program().launch("ecs", "ssl", "--generate")
                            : program().launch("ecs", "bearer-token", "--slot", "s" + i));
        }
        for (RunningProgram one : running) {
            assertEquals(0, one.waitForExit(), one.err());
        }
        String list = program()
                .run("ecs", "bearer-token", "--list", "--output", "csv")
                .out();
        for (int i = 0; i < 20; i++) {
            assertEquals(i % 5 != 4, list.matches("(?s).*\\bs" + i + "\\b.*"), "s" + i + " in " + list);
        }
        PackagedProgram.Result print = program().run("ecs", "bearer-token", "--print");
        assertTrue(print.exit() == 0 && print.out().startsWith("Bearer "), print.err());
    }

    @Rows("P6")
    @Test
    @Tag("slow")
    void aKillWhileStoringLeavesTheOldOrTheNewWhole() throws InterruptedException {
        assertEquals(0, program().run("ecs", "bearer-token", "--generate").exit());
        String before = print();
        Random random = new Random(9);
        int changed = 0;
        for (int i = 0; i < 25; i++) {
            try (RunningProgram writer = program().launch("ecs", "bearer-token", "--generate")) {
                // From before it has read anything until after it has ended.
                Thread.sleep(100 + random.nextInt(900));
                writer.kill();
            }
            String after = print();
            changed += after.equals(before) ? 0 : 1;
            before = after;
        }
        assertEquals(0, program().run("ecs", "bearer-token", "--generate").exit(), "no lock is left behind");
        assertTrue(!print().equals(before), changed + " of 25 were stored");
    }

    private String print() {
        PackagedProgram.Result print = program().run("ecs", "bearer-token", "--print");
        assertEquals(0, print.exit(), print.err());
        assertTrue(
                print.out().matches("Bearer [A-Za-z0-9_-]{43}\n"), print.out().length() + " characters");
        return print.out();
    }

    private PackagedProgram program() {
        return PackagedProgram.at(home);
    }
}
