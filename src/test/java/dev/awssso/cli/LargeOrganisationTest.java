package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.boot.Wiring;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.sandbox.RunningSandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand accounts with five roles each, at the pace that AWS allows. */
@Tag("slow")
class LargeOrganisationTest {

    private static final int ACCOUNTS = 2000;
    private static final int ROLES = 5;
    private static final int CALLS_PER_SECOND = 20;

    @TempDir
    Path home;

    @Test
    void isListedWholeNearlyAsFastAsAllowed() {
        try (RunningSandbox sandbox = RunningSandbox.withAccounts(ACCOUNTS, ROLES)) {
            PortalHome person = new PortalHome(home, sandbox);
            assertEquals(0, person.run("login").exit());
            sandbox.keepsPace(CALLS_PER_SECOND);
            int calls = sandbox.calls("ListAccounts") + sandbox.calls("ListAccountRoles");

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            long begin = System.nanoTime();
            int exit = atTerminal(sandbox, out, err, "dumpconfig", "--output", "json");
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            String told = err.toString(StandardCharsets.UTF_8);
            assertEquals(0, exit, told);
            long profiles = out.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"sso_role_name\""))
                    .count();
            int listed = sandbox.controls().accounts().stream()
                    .mapToInt(account -> account.roles().size())
                    .sum();
            assertEquals(listed, profiles);
            assertTrue(told.contains("Listing roles: "), "progress is shown");
            int made = sandbox.calls("ListAccounts") + sandbox.calls("ListAccountRoles") - calls;
            double allowed = (double) made / CALLS_PER_SECOND;
            assertTrue(
                    took.toMillis() / 1000.0 <= 1.3 * allowed,
                    () -> made + " calls took " + took + ", the limit allows " + allowed + " s");
        }
    }

    private int atTerminal(
            RunningSandbox sandbox, ByteArrayOutputStream out, ByteArrayOutputStream err, String... words) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new Terminal.Screens(true, false, true));
        Map<String, String> variables = new HashMap<>(sandbox.environment());
        variables.put("HOME", home.toString());
        Wiring wiring = new Wiring(
                new Environment(variables, OperatingSystem.current()),
                terminal,
                InstantSource.system(),
                Sleeper.real(),
                SecureRandom::new);
        return new CommandLineDoor(wiring).run(List.of(words));
    }

    @Test
    void survivesAStormAndATokenThatEndsHalfWay() throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.withAccounts(300, ROLES)) {
            PortalHome person = new PortalHome(home, sandbox);
            assertEquals(0, person.run("login").exit());
            Thread trouble = new Thread(() -> {
                while (sandbox.calls("ListAccountRoles") < 100) {
                    Thread.onSpinWait();
                }
                sandbox.expiresAccessTokens();
                sandbox.portalAnswers429(20);
                sandbox.portalAnswers500(2);
            });
            trouble.start();

            Cli.Result result = person.cli().run("dumpconfig");
            trouble.join();

            assertEquals(0, result.exit(), result::err);
            Files.writeString(home.resolve("config"), result.out());
            int listed = sandbox.controls().accounts().stream()
                    .mapToInt(account -> account.roles().size())
                    .sum();
            assertEquals(
                    listed,
                    result.out()
                            .lines()
                            .filter(line -> line.startsWith("[profile "))
                            .count());
            assertEquals(1, sandbox.tokenCalls("refresh_token"));
        }
    }
}
