package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import dev.awssso.sandbox.IamRole;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's commands against the packaged server, signed in at a sandbox. */
class EcsClientIT {

    private static final String ACCOUNT = RunningSandbox.ACCOUNT;
    private static final String CONFIG =
            """
            [sso-session corp]
            sso_start_url = %s
            sso_region = us-east-1

            [profile dev]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = AdministratorAccess

            [profile live]
            sso_session = corp
            sso_account_id = 222222222222
            sso_role_name = ReadOnlyAccess

            [profile chain]
            role_arn = arn:aws:iam::222222222222:role/team/Deploy
            source_profile = dev

            [profile partner]
            role_arn = arn:aws:iam::222222222222:role/Partner
            external_id = agreed
            source_profile = dev

            [profile program]
            credential_process = cat %s

            [profile keys]
            aws_access_key_id = AKIAIOSFODNN7EXAMPLE
            aws_secret_access_key = x
            """;

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static RunningProgram server;
    private static RunningProgram guarded;

    @TempDir
    static Path guardedHome;

    @BeforeAll
    static void start() throws IOException {
        sandbox = RunningSandbox.start();
        sandbox.controls().put(IamRole.open(RunningSandbox.OTHER_ACCOUNT, "team/", "Deploy"));
        sandbox.controls()
                .put(IamRole.open(RunningSandbox.OTHER_ACCOUNT, "", "Partner").externalId("agreed"));
        for (Path each : List.of(home, guardedHome)) {
            Files.createDirectories(each.resolve(".aws"));
            Files.writeString(
                    each.resolve(".aws/config"), CONFIG.formatted(sandbox.startUrl(), each.resolve("keys.json")));
            PortalHome portal = new PortalHome(each, sandbox);
            assertEquals(
                    0,
                    portal.cli()
                            .run("login", "--sso-session", "corp", "--use-device-code")
                            .exit());
        }
        assertEquals(
                0, Cli.at(guardedHome).run("ecs", "bearer-token", "--generate").exit());
        server = PackagedProgram.at(home).with(sandbox.environment()).startServer();
        guarded = PackagedProgram.at(guardedHome).with(sandbox.environment()).startServer();
    }

    @AfterAll
    static void end() {
        server.close();
        guarded.close();
        sandbox.close();
    }

    @BeforeEach
    void empty() {
        for (boolean token : new boolean[] {true, false}) {
            assertEquals(0, run(token, "ecs", "unload").exit());
            assertEquals(0, run(token, "ecs", "unload", "--all").exit());
        }
    }

    @Rows("R25")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCommandLinesOfTheDocumentsWorkAsPrinted(boolean token) {
        done(token, "ecs load --profile dev");
        assertTrue(done(token, "ecs profile").out().contains("dev      111111111111  AdministratorAccess  in 59m\n"));
        done(token, "ecs load --profile=live");
        assertTrue(done(token, "ecs profile").out().contains("live     222222222222  ReadOnlyAccess  in 59m\n"));
        done(token, "ecs load --account 111111111111 --role AdministratorAccess");
        assertTrue(done(token, "ecs profile").out().contains("dev "), "the configured profile of that role");
        done(token, "ecs load --slotted --profile dev");
        done(token, "ecs load --slotted --account 222222222222 --role ReadOnlyAccess");
        assertEquals(
                """
                ProfileName,AccountId,RoleName,Expires
                dev,111111111111,AdministratorAccess,59m
                live,222222222222,ReadOnlyAccess,59m
                """,
                done(token, "ecs list --output csv").out());
        String removed = done(token, "ecs unload --profile dev").err();
        assertTrue(removed.startsWith("aws-sso: removed the credentials of slot dev at http://127.0.0.1:"), removed);
        assertFalse(done(token, "ecs list").out().contains("dev"));
        assertTrue(
                done(token, "ecs unload").err().contains("removed the credentials of dev from the default slot at "));
        assertEquals(5, run(token, "ecs", "profile").exit());
        assertTrue(done(token, "ecs unload").err().contains("the default slot is empty at "));
        assertTrue(done(token, "ecs list").out().contains("live"));
        done(token, "ecs load --slot other --profile dev");
        assertTrue(done(token, "ecs unload --all").err().contains("removed the credentials of 2 named slots at "));
        assertTrue(done(token, "ecs unload --all").err().contains("there were no named slots"));
    }

    @Test
    void aSlotMayHaveANameOfItsOwn() {
        done(false, "ecs load --slot d --profile dev");
        done(false, "ecs load --slot r --account 222222222222 --role ReadOnlyAccess");
        done(false, "ecs load --slot live");
        assertEquals(
                """
                ProfileName,AccountId,RoleName,Expires
                d,111111111111,AdministratorAccess,59m
                live,222222222222,ReadOnlyAccess,59m
                r,222222222222,ReadOnlyAccess,59m
                """,
                done(false, "ecs list --output csv").out());

        Cli.Result unknown = run(false, "ecs", "load", "--slot", "nothing-of-that-name");
        assertEquals(2, unknown.exit());
        assertTrue(unknown.err().contains("no role is given, and there is no terminal to choose one"), unknown.err());
        assertEquals(
                2,
                run(false, "ecs", "load", "--slot", "d", "--slotted", "--profile", "dev")
                        .exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "AWS_SSO_ECS_PORT"})
    void runAndClientsAgreeOnThePort(String way) {
        String port = String.valueOf(freePort());
        boolean variable = way.startsWith("AWS");
        PackagedProgram program = PackagedProgram.at(home);
        try (RunningProgram running = variable
                ? program.with(way, port).start(PackagedProgram.URL, "ecs", "run")
                : program.start(PackagedProgram.URL, "ecs", "run", "--port", port)) {
            assertEquals("http://127.0.0.1:" + port + "/", running.url().toString());
            assertEquals(
                    0,
                    Cli.at(home)
                            .with("AWS_SSO_ECS_PORT", port)
                            .run("ecs", "list")
                            .exit());
            for (String address : List.of("localhost:" + port, "http://localhost:" + port + "/creds")) {
                assertEquals(
                        0,
                        Cli.at(home).run("ecs", "status", "--server", address).exit());
            }
        }
    }

    @Test
    void theLineOfTheSshDocumentSwitchesARunningServerToItsToken() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        String secret = "Bearer 0123456789-abcdefghijklmnopqrstuv";
        try (RunningProgram running = PackagedProgram.at(own).startServer()) {
            String address = running.url().toString();
            assertEquals(0, Cli.at(own).run("ecs", "bearer-token", "-t", secret).exit());
            // The client asks until the server has noticed.
            assertEquals(0, Cli.at(own).run("ecs", "list", "--server", address).exit());
            assertEquals(403, get(running.url(), Map.of()).statusCode());
            assertEquals(
                    410, get(running.url(), Map.of("Authorization", secret)).statusCode());
        }
    }

    @Test
    void whatIsLoadedIsWhatTheRoleHas() throws Exception {
        done(false, "ecs load --profile dev");
        HttpResponse<byte[]> reply = get(server.url().resolve("/creds"), Map.of());
        CredentialsDocument served = CredentialsDocument.parse(reply.body());

        assertEquals(
                "arn:aws:iam::111111111111:role/AdministratorAccess",
                served.role().toString());
        assertEquals(ACCOUNT, served.account().digits());
        assertTrue(JsonText.parse(done(false, "ecs profile --output json").out()) instanceof JsonObject profile
                && Boolean.TRUE.equals(profile.value("Refreshable")));
    }

    @Test
    void aStaticLoadDoesNotRenew() {
        Cli.Result result = done(false, "ecs load --static --profile dev");

        assertFalse(result.err().contains("renewed"), result.err());
        assertTrue(done(false, "ecs profile --output json").out().contains("\"Refreshable\": false"));
    }

    @Test
    void aTokenOfTheCommandLineIsNotLeftToTheServer() {
        String token = sandboxToken();
        Cli.Result result = cli(false)
                .with("AWS_SSO_ACCESS_TOKEN", token)
                .run("ecs", "load", "--account", ACCOUNT, "--role", "AdministratorAccess", "--sso-session", "corp");

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("will not be renewed automatically"), result.err());
        assertFalse(result.err().contains(token), result.err());
    }

    @Test
    void profilesOfOtherKindsAreLoadedAndChainsRenewed() throws IOException {
        Cli.Result chain = done(true, "ecs load --slotted --profile chain");
        assertTrue(chain.err().contains("renewed by the server"), chain.err());
        Cli.Result partner = done(true, "ecs load --slotted --profile partner");
        assertTrue(partner.err().contains("will not be renewed automatically"), partner.err());
        Cli.Result keys = done(true, "dumpcreds --credential-helper --profile dev");
        Files.writeString(guardedHome.resolve("keys.json"), keys.out());
        Cli.Result program = done(true, "ecs load --slotted --profile program");
        assertTrue(program.err().contains("will not be renewed automatically"), program.err());

        String slots = done(true, "ecs list --output csv").out();
        assertTrue(slots.contains("chain,222222222222,Deploy,59m\n"), slots);
        assertTrue(slots.contains("program,111111111111,AWSReservedSSO_AdministratorAccess_"), slots);
    }

    @Test
    void theServerFetchesChainsByItself() throws Exception {
        try (RunningProgram filling = PackagedProgram.at(home)
                .with(sandbox.environment())
                .startServer("--default", "dev", "--slot", "chain")) {
            HttpResponse<byte[]> reply = get(filling.url().resolve("/slot/chain"), Map.of());
            while (reply.statusCode() == 503) {
                reply = get(filling.url().resolve("/slot/chain"), Map.of());
            }
            assertEquals(200, reply.statusCode());
            assertEquals(
                    "arn:aws:iam::222222222222:role/team/Deploy",
                    CredentialsDocument.parse(reply.body()).role().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partner", "program", "keys"})
    void aServerIsNotAskedToFetchWhatItCannot(String profile) {
        PackagedProgram.Result result = PackagedProgram.at(home).run("ecs", "run", "--port", "0", "--slot", profile);

        assertEquals(2, result.exit());
        assertTrue(result.err().contains("the server cannot fetch profile \"" + profile + "\""), result.err());
        assertTrue(result.err().contains("; use ecs load\n"), result.err());
    }

    @Test
    void aRoleWithoutAProfileIsNamedByTheRules() {
        Cli.Result result = done(false, "ecs load --slotted --account 111111111111 --role ReadOnlyAccess");

        assertEquals("", result.out());
        String slots = done(false, "ecs list --output csv").out();
        assertTrue(slots.matches("(?s).*\n[A-Za-z0-9-]+-ReadOnlyAccess,111111111111,.*"), slots);
        assertFalse(slots.contains("\n111111111111-"), "the account has a name: " + slots);
    }

    @Rows({"R31", "C5"})
    @ParameterizedTest
    @ValueSource(strings = {"a/b c%é", "a&b", "a;b", "a+b", "%2F", "default", "'; rm -rf x", "$(touch x)"})
    void slotNamesTravelUnharmed(String name) throws Exception {
        Cli.Result loaded = run(
                true,
                "ecs",
                "load",
                "--slotted",
                "--account",
                ACCOUNT,
                "--role",
                "AdministratorAccess",
                "--profile",
                name,
                "--sso-session",
                "corp");
        assertEquals(0, loaded.exit(), loaded.err());

        JsonObject slot = (JsonObject) ((List<?>) JsonText.parse(
                        run(true, "ecs", "list", "--output", "json").out()))
                .get(0);
        assertEquals(name, slot.string("Slot").orElseThrow());
        String url = exported(name, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        String token = exported(name, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
        // The token was made this moment.
        assertEquals(200, get(URI.create(url), Map.of("Authorization", token)).statusCode());
        assertEquals(0, run(true, "ecs", "unload", "--profile", name).exit());
        assertEquals(5, run(true, "ecs", "unload", "--profile", name).exit());
    }

    @Rows("I4")
    @Test
    void namesThatWouldHarmATerminalDoNotReachIt() {
        run(
                false,
                "ecs",
                "load",
                "--slotted",
                "-a",
                ACCOUNT,
                "-r",
                "AdministratorAccess",
                "--sso-session",
                "corp",
                "--profile",
                "a\u202eb\u2028c");
        for (String command : List.of("ecs list", "ecs status", "ecs list --output csv", "ecs list --output json")) {
            String out = done(false, command).out();
            assertTrue(out.contains("abc") || out.contains("a\\u202eb"), out);
            assertFalse(out.contains("\u202e") || out.contains("\u2028"), out);
        }
    }

    @Rows("R32")
    @Test
    void twentyLoadsAtOnceAllSucceed() throws Exception {
        ExecutorService shells = Executors.newFixedThreadPool(20);
        List<Future<Cli.Result>> loads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String profile = i % 2 == 0 ? "dev" : "live";
            loads.add(shells.submit(() -> run(false, "ecs", "load", "--profile", profile)));
        }
        for (Future<Cli.Result> load : loads) {
            assertEquals(0, load.get().exit(), load.get().err());
        }
        shells.shutdown();
        done(false, "ecs load --profile live");
        assertTrue(done(false, "ecs profile").out().contains("live "));
    }

    @Rows("R25")
    @Test
    void statusTellsEverything() {
        done(true, "ecs load --profile dev");
        JsonObject status =
                JsonObject.parse(done(true, "ecs status --output json").out());

        assertEquals(guarded.url().toString(), status.string("Url").orElseThrow());
        assertEquals("token", status.string("Proof").orElseThrow());
        assertEquals(true, status.value("TokenMode"));
        assertEquals(
                "dev",
                status.object("Default").orElseThrow().string("ProfileName").orElseThrow());
        assertTrue(done(false, "ecs status").out().contains("Default slot  empty"));
    }

    @Rows("N6")
    @Test
    void withoutTheTokenTheServerIsNotOurs() {
        Cli.Result other =
                Cli.at(home).run("ecs", "list", "--server", guarded.url().toString());
        assertEquals(8, other.exit());
        assertTrue(other.err().contains("Not authorised."), other.err());

        Cli.Result foreign = Cli.at(guardedHome)
                .sleeper(pause -> {})
                .run("ecs", "list", "--server", server.url().toString());
        assertEquals(8, foreign.exit());
        assertTrue(
                foreign.err().contains("is not this user's aws-sso server: it does not know the bearer token"),
                foreign.err());
    }

    @ParameterizedTest
    @CsvSource({
        "ecs load, 2, no role is given",
        "ecs load --account 111111111111, 2, --role-name",
        "ecs load --role AdministratorAccess, 2, --account-id",
        "ecs load --profile nope, 5, nope",
        "ecs load --profile keys, 2, keys",
        "ecs load --account 111111111111 --role Nope --sso-session corp, 4, Nope",
        "ecs load --account 999999999999 --role AdministratorAccess --sso-session corp, 4, account 999999999999",
        "ecs load --account nobody --role X --sso-session corp, 5, nobody",
        "ecs load --profile dev --frobnicate, 2, --frobnicate",
        "ecs load --profile dev --server rubbish:x, 2, --server",
        "ecs load --arn nonsense, 2, --arn",
        "ecs unload --profile ., 2, --slot",
        "ecs unload --all --profile x, 2, --all",
        "ecs list --output xml, 2, --output",
        "ecs list extra, 2, too many arguments"
    })
    void badInputIsOneLineAndTheRightCode(String line, int exit, String names) {
        Cli.Result result = run(false, line.split(" ", -1));

        assertEquals(exit, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(names), result.err());
        assertTrue(
                result.err().lines().allMatch(text -> text.startsWith("aws-sso: ") || text.startsWith("try: ")),
                result.err());
    }

    @Test
    void aSignInThatIsOverIsToldWithTheCommand() {
        Path stranger = home.resolve("stranger");
        Cli.Result result = Cli.at(stranger)
                .with(sandbox.environment())
                .with("AWS_SSO_ECS_SERVER", server.url().toString())
                .run("ecs", "load", "--account", ACCOUNT, "--role", "AdministratorAccess", "--no-browser");

        assertEquals(3, result.exit(), result.err());
        assertTrue(result.err().contains("try: aws-sso login"), result.err());
    }

    private static Cli cli(boolean token) {
        return Cli.at(token ? guardedHome : home)
                .with(sandbox.environment())
                .with("AWS_SSO_ECS_SERVER", (token ? guarded : server).url().toString());
    }

    private static Cli.Result run(boolean token, String... words) {
        return cli(token).run(words);
    }

    private static Cli.Result done(boolean token, String line) {
        Cli.Result result = run(token, line.split(" ", -1));
        assertEquals(0, result.exit(), result.err());
        return result;
    }

    private static String exported(String slot, String variable) {
        return run(true, "ecs", "env", "--slot", slot)
                .out()
                .lines()
                .filter(text -> text.startsWith("export " + variable + "="))
                .map(text -> text.substring(text.indexOf('=') + 1).replace("'", ""))
                .findFirst()
                .orElseThrow();
    }

    // A server notices a new read token within two seconds; until then it is a wrong one.
    private static String sandboxToken() {
        try (var files = Files.list(home.resolve(".aws/sso/cache"))) {
            Path file = files.filter(path -> path.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            String token = JsonObject.parse(Files.readAllBytes(file))
                    .string("accessToken")
                    .orElseThrow();
            assertNotEquals("", token);
            return token;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> get(URI uri, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
