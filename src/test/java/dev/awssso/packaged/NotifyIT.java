package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged server tells the person's command, and what that command sees of the server. */
@DisabledOnOs(OS.WINDOWS)
class NotifyIT {

    private static final String TOKEN = "admin0123456789-admin0123456789-admin0123456789";
    private static final String COMMAND =
            "env -0 >$HOME/notice.tmp; mv $HOME/notice.tmp $HOME/notice.$AWS_SSO_EVENT.$$";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    @BeforeEach
    void signIn() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                """
                [sso-session corp]
                sso_start_url = %s
                sso_region = us-east-1
                [profile dev]
                sso_session = corp
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess
                """
                        .formatted(sandbox.startUrl()));
        PackagedProgram.Result login = program().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
    }

    private PackagedProgram program() {
        return PackagedProgram.at(home).with(sandbox.environment());
    }

    private void settings(String... lines) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".config/aws-sso"));
        Files.writeString(folder.resolve("config"), "[default]\n" + String.join("\n", lines) + "\n");
    }

    /** The sign-in ends in ten minutes and has no refresh token, as after a sign-in without scopes. */
    private void endsSoon() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".aws/sso/cache"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                JsonObject token = JsonObject.parse(Files.readString(file));
                JsonObject left = JsonObject.empty();
                for (String member : List.of("accessToken", "startUrl", "region")) {
                    left = left.with(member, token.string(member).orElseThrow());
                }
                Files.writeString(
                        file,
                        JsonStyle.COMPACT.write(left.with(
                                "expiresAt", Timestamps.format(Instant.now().plusSeconds(600)))));
            }
        }
    }

    private List<String> notices() throws IOException {
        List<String> notices = new ArrayList<>();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("notice.")
                            && !path.toString().endsWith(".tmp"))
                    .toList()) {
                notices.add(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return notices;
    }

    private List<String> waitForNotice() throws IOException, InterruptedException {
        long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
        while (notices().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        List<String> told = notices();
        assertEquals(1, told.size(), told::toString);
        return List.of(told.get(0).split("\0", -1));
    }

    private static void hasNoSecret(List<String> variables) {
        String all = String.join("\n", variables);
        assertFalse(all.contains(TOKEN), all);
        assertFalse(all.contains("AUTHORIZATION"), all);
        assertFalse(all.contains("AWS_SECRET"), all);
    }

    @Test
    void theCommandIsToldOfASignInThatEndsAndSeesNoToken() throws Exception {
        endsSoon();
        settings("notify = " + COMMAND, "ecs_default = dev", "ecs_slots =", "  dev");
        PackagedProgram program = program()
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN)
                .with("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        try (RunningProgram server = program.startServer()) {
            List<String> variables = waitForNotice();

            assertTrue(variables.contains("AWS_SSO_EVENT=sign-in-ends"), variables::toString);
            assertTrue(variables.contains("AWS_SSO_SLOT=(default)\ndev"), variables::toString);
            String message = variables.stream()
                    .filter(line -> line.startsWith("AWS_SSO_MESSAGE="))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    message.matches("AWS_SSO_MESSAGE=the sign-in \"corp\" ends at 20.*Z; "
                            + "run: aws-sso login --force-refresh --sso-session corp"),
                    message);
            hasNoSecret(variables);
            server.waitForLine(Pattern.compile("aws-sso: the sign-in \"corp\" ends at "));
            assertEquals(0, server.terminate());
            assertEquals(1, server.err().split("the sign-in \"corp\" ends at", -1).length - 1, server.err());
            assertFalse(server.err().contains("notice."), "the command's text is not shown: " + server.err());
        }
    }

    @Test
    void theCommandIsToldOfARenewalThatFailed() throws Exception {
        sandbox.revokesSessions();
        PackagedProgram program = program().with("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN);
        try (RunningProgram server = program.startServer("--slot", "dev", "--notify", COMMAND)) {
            List<String> variables = waitForNotice();

            assertTrue(variables.contains("AWS_SSO_EVENT=renewal-failed"), variables::toString);
            assertTrue(variables.contains("AWS_SSO_SLOT=dev"), variables::toString);
            assertTrue(
                    variables.stream()
                            .anyMatch(line ->
                                    line.startsWith("AWS_SSO_MESSAGE=cannot renew the credentials of slot \"dev\": ")),
                    variables::toString);
            hasNoSecret(variables);
            server.waitForLine(Pattern.compile("aws-sso: cannot renew the credentials of slot \"dev\": "));
        }
    }

    @Test
    void withoutACommandItIsOneLine() throws Exception {
        endsSoon();
        // An empty option is none, whatever the settings say.
        settings("notify = " + COMMAND, "ecs_slots =", "  dev");
        try (RunningProgram server = program().startServer("--notify", "")) {
            server.waitForLine(Pattern.compile("aws-sso: the sign-in \"corp\" ends at .*; run: aws-sso login"));
            assertEquals(0, server.terminate());
        }
        assertEquals(List.of(), notices());
    }

    @Test
    void theEndOfTheServerIsTheEndOfTheCommand() throws Exception {
        endsSoon();
        try (RunningProgram server = program()
                .startServer(
                        "--slot",
                        "dev",
                        "--notify",
                        "sleep 300 & echo $! >$HOME/pid.tmp; mv $HOME/pid.tmp $HOME/pid; wait")) {
            long end = System.nanoTime() + PackagedProgram.PATIENCE.toNanos();
            while (!Files.exists(home.resolve("pid")) && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
            assertEquals(0, server.terminate());
            ProcessHandle.of(pid).ifPresent(left -> {
                left.onExit()
                        .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                        .join();
            });
        }
    }
}
