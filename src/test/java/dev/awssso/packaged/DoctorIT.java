package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of {@code doctor} that call the program itself, pasted into the shell that was examined. */
class DoctorIT {

    private static final String EXAMINE = "aws-sso doctor --output json";
    private static final String CONFIG =
            """
            [sso-session corp]
            sso_start_url = %s
            sso_region = us-east-1
            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = AdministratorAccess
            """;

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private DocumentedHome person;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        sandbox = RunningSandbox.start();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        person = new DocumentedHome(home, sandbox)
                .with("AWS_SSO_ECS_PORT", Integer.toString(port))
                .with("AWS_REGION", "us-east-1")
                .with("AWS_DEFAULT_REGION", "us-east-1")
                .file(".aws/config", CONFIG.formatted(sandbox.startUrl()));
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    private static JsonObject finding(Result result, String check) {
        return JsonObject.parse(result.out()).array("checks").stream()
                .map(JsonObject.class::cast)
                .filter(finding -> finding.string("check").orElseThrow().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not in " + result.out() + result.err()));
    }

    // Examined, mended by the line of the check, and examined again in the same shell.
    private String mend(String before, String check, String after) {
        JsonObject broken = finding(person.run(before + "\n" + EXAMINE + "\n" + after), check);
        String fix = broken.string("fix").orElseThrow(() -> new AssertionError("no line: " + broken));

        Result mended = person.run(before + "\n{ " + fix + "\n} >&2\n" + EXAMINE + "\n" + after);

        assertEquals("ok", finding(mended, check).string("verdict").orElseThrow(), mended.out() + mended.err());
        return fix;
    }

    private String url(String path) {
        return "export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:" + port + path + "\n";
    }

    private void signIn() {
        Result login = person.run("aws-sso login --sso-session corp");
        assertEquals(0, login.exit(), login.err());
    }

    @Test
    void startsTheServerThatIsMissing() {
        String fix = mend(url("/"), "server", "kill %1 2> /dev/null; wait");

        assertEquals("aws-sso ecs run --port " + port + " &", fix);
    }

    @Test
    void loadsTheSlotThatIsEmpty() {
        signIn();
        String fix = mend(
                "aws-sso ecs run &\naws-sso ecs load --slot other --profile dev\n" + url("/slot/dev"),
                "slot",
                "kill %1; wait");

        assertEquals("aws-sso ecs load --slot dev", fix);
    }

    @Test
    void replacesATokenThatTheServerRefuses() {
        signIn();
        Result token = person.run("aws-sso ecs bearer-token --generate > /dev/null");
        assertEquals(0, token.exit(), token.err());
        String before = "aws-sso ecs run &\naws-sso ecs load --slot dev --profile dev\n" + url("/slot/dev")
                + "export AWS_CONTAINER_AUTHORIZATION_TOKEN='Bearer CANARY-0123456789-abcdefghijklmnop'\n";

        String fix = mend(before, "slot", "kill %1; wait");

        assertEquals("eval \"$(aws-sso ecs env --slot dev)\"", fix);
    }

    @Test
    void signsInAgain() {
        String fix = mend("export AWS_PROFILE=dev\n", "sign-in", ":");

        assertEquals("aws-sso login --sso-session corp", fix);
    }

    @Test
    void makesTheStartUpArchives() throws IOException {
        assumeTrue(PackagedProgram.isOnJvm(), "the native program has no archives");
        LauncherIT.copyReadOnly(PackagedProgram.location().getParent().getParent(), home.resolve("elsewhere"));
        Path program = home.resolve("elsewhere/bin/aws-sso");
        PackagedProgram moved = PackagedProgram.at(home, program)
                .with("XDG_CACHE_HOME", home.resolve("cache").toString())
                .with(sandbox.environment());
        PackagedProgram.Result before = moved.run("doctor", "--output", "json");
        JsonObject finding = finding(new Result(before.exit(), before.out(), before.err(), null, null), "archives");
        assertEquals("warning", finding.string("verdict").orElseThrow(), before.out());
        assertEquals(
                home.toRealPath().resolve("elsewhere/lib/make-archives").toString(),
                finding.string("fix").orElseThrow());

        PackagedProgram.Result mended = moved.run("doctor", "--fix", "--output", "json");

        assertTrue(mended.err().contains("made the start-up archives"), mended.err());
        PackagedProgram.Result after = moved.run("doctor", "--output", "json");
        JsonObject well = finding(new Result(after.exit(), after.out(), after.err(), null, null), "archives");
        assertEquals(
                "the start-up archives fit this Java and this folder",
                well.string("reason").orElseThrow());
    }
}
