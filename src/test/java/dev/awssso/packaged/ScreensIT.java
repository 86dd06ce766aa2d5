package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.SandboxAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person sees, as a terminal of 80 and of 120 columns shows it: {@code src/test/resources/screens/NAME-COLUMNS.txt}.
 * {@code -Dgolden.update} rewrites the files. Ports, times and codes are those of the run, and replaced by fixed ones of
 * the same length.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ScreensIT {

    private static final Path FILES = Path.of("src/test/resources/screens");
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    // The account's name and its roles' profiles are too long for 80 columns.
    private static final SandboxAccount LONG = new SandboxAccount(
            "444455556666",
            "Data Platform Production (Frankfurt, shared)",
            "data-platform-production-frankfurt@example.com",
            List.of("AdministratorAccess", "ReadOnlyAccess"));

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;
    private static RunningProgram server;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.withAccounts(3, 3);
        sandbox.controls().put(LONG);
        server = PackagedProgram.at(home).startServer();
        person = new DocumentedHome(home, sandbox)
                .with("TERM", "xterm-256color")
                .with("AWS_SSO_ECS_SERVER", server.url().toString())
                .file(
                        ".aws/config",
                        "[sso-session my-sso]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n");
        Result login = person.run(
                """
                set -e
                aws-sso login
                aws-sso configure populate
                aws-sso ecs load --profile my-acct-1-AdministratorAccess
                aws-sso ecs load --slotted --profile my-acct-2-ReadOnlyAccess
                aws-sso ecs load --slotted --account-id 444455556666 --role-name AdministratorAccess
                """);
        assertEquals(0, login.exit(), login.err());
    }

    @AfterAll
    static void end() {
        server.close();
        sandbox.close();
    }

    private static void shows(String name, int columns, String command, String... steps) throws IOException {
        TerminalSession session = TerminalSession.of(person, columns + " 40", command, steps);
        assertEquals(0, session.code(), session.screen()::toString);
        compare(name, columns, session.lines());
    }

    private static void compare(String name, int columns, List<String> screen) throws IOException {
        assertTrue(screen.stream().allMatch(line -> line.length() <= columns), screen::toString);
        String shown = fixed(String.join("\n", screen) + "\n");
        Path file = FILES.resolve(name + "-" + columns + ".txt");
        if (UPDATE) {
            Files.createDirectories(FILES);
            Files.writeString(file, shown);
        } else if (!Files.exists(file)) {
            fail("no golden file " + file + "; -Dgolden.update writes it");
        } else {
            assertEquals(Files.readString(file), shown, "-Dgolden.update accepts the new screen");
        }
    }

    private static String fixed(String screen) {
        String text = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/authorize\\?).*?\n\n", Pattern.DOTALL)
                .matcher(screen)
                .replaceAll("$1...\n\n");
        return text.replaceAll("127\\.0\\.0\\.1:\\d{5}", "127.0.0.1:40000")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-03-01T12:00:00Z")
                .replaceAll("\\b[A-Z]{4}-[A-Z]{4}\\b", "ABCD-EFGH")
                .replaceAll("in \\dh \\d\\dm", "in 7h 59m")
                .replaceAll("in 5\\dm", "in 59m")
                .replaceAll("\\b[0-9a-f]{8}\\b", "0a1b2c3d")
                .replace(home.toString(), "~");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void login(int columns) throws IOException {
        shows("login", columns, "aws-sso login");
        shows("login-browser", columns, "aws-sso login --force-refresh");
        shows("login-device-code", columns, "aws-sso login --force-refresh --use-device-code");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void listings(int columns) throws IOException {
        shows("status", columns, "aws-sso status");
        shows("accounts", columns, "aws-sso accounts");
        shows("roles", columns, "aws-sso roles");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void credentialsServer(int columns) throws IOException {
        shows("ecs-list", columns, "aws-sso ecs list");
        shows("ecs-profile", columns, "aws-sso ecs profile");
        shows("ecs-status", columns, "aws-sso ecs status");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void selector(int columns) throws IOException {
        TerminalSession all = TerminalSession.of(
                person, columns + " 24", "aws-sso run-as -- true", see("type to filter"), type("\\u001b"));
        compare("selector", columns, all.screen(0));
        TerminalSession some = TerminalSession.of(
                person,
                columns + " 24",
                "aws-sso run-as -- true",
                see("type to filter"),
                type("platform admin"),
                see("role> platform admin"),
                see("1/11"),
                type("\\u001b"));
        compare("selector-filtered", columns, some.screen(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void configureSso(int columns, @TempDir Path fresh) throws IOException {
        DocumentedHome newcomer = new DocumentedHome(fresh, sandbox).with("TERM", "xterm-256color");
        TerminalSession session = TerminalSession.of(
                newcomer,
                columns + " 40",
                "aws-sso configure sso --use-device-code",
                see("Start URL:"),
                type(sandbox.startUrl() + "\\r"),
                see("Region of Identity Center [us-east-1]:"),
                type("\\r"),
                see("Name of the session [my-sso]:"),
                type("\\r"),
                see("[all]:"),
                type("all\\r"));
        assertEquals(0, session.code(), session.screen()::toString);
        compare(
                "configure-sso",
                columns,
                session.lines().stream()
                        .map(line -> line.replace(fresh.toString(), "~"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void readTokens(int columns, @TempDir Path fresh) throws IOException {
        DocumentedHome other = new DocumentedHome(fresh, sandbox).with("TERM", "xterm-256color");
        Result made = other.run(
                """
                set -e
                aws-sso ecs bearer-token --generate
                aws-sso ecs bearer-token --slot my-acct-1-AdministratorAccess --for 8h >/dev/null
                """);
        assertEquals(0, made.exit(), made.err());
        TerminalSession session = TerminalSession.of(other, columns + " 24", "aws-sso ecs bearer-token --list");
        compare("ecs-bearer-token-list", columns, session.lines());
    }
}
