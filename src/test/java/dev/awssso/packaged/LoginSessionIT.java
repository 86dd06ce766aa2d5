package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.packaged.PackagedProgram.Result;
import dev.awssso.sandbox.IamRole;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a sign-in of {@code aws login}, which it has to renew first: its keys, its proof. */
class LoginSessionIT {

    private static final String ROLE = "arn:aws:iam::111111111111:role/LoginRole";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private Path file(LoginSession session) throws IOException, NoSuchAlgorithmException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(session.name().getBytes(StandardCharsets.UTF_8));
        Path cache = Files.createDirectories(home.resolve(".aws/login/cache"));
        return cache.resolve(HexFormat.of().formatHex(digest) + ".json");
    }

    private PackagedProgram signedIn(LoginSession session) throws IOException, NoSuchAlgorithmException {
        Path file = file(session);
        Files.writeString(home.resolve(".aws/config"), "[profile p]\nlogin_session = " + session.name() + "\n");
        Files.writeString(file, JsonStyle.COMPACT.write(session.document()));
        return PackagedProgram.at(home).with(sandbox.environment()).with("AWS_EC2_METADATA_DISABLED", "true");
    }

    @Test
    void itRenewsAndUsesTheSignIn() throws IOException, NoSuchAlgorithmException {
        Duration over = Duration.ofSeconds(-5);
        PackagedProgram program = signedIn(sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", over));

        Result who = program.run("getcallerid", "--profile", "p");
        assertEquals(0, who.exit(), who.err());
        assertTrue(who.out().contains("\"arn:aws:iam::111111111111:user/ann\""), who.out());
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));

        Result process = program.run("credential-process", "--profile", "p");
        assertTrue(
                process.out().matches("\\{\"Version\":1,\"AccessKeyId\":\"ASIA.*\"Expiration\":.*}\n"), process.err());
        Result child = program.run("run-as", "--profile", "p", "--env", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID");
        assertTrue(child.out().startsWith("ASIA"), child.err());
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));
    }

    private LoginSession asRole(Duration first) {
        return sandbox.controls().loginAsRole(RunningSandbox.ACCOUNT, "LoginRole", first);
    }

    private static HttpResponse<String> await(URI slot, Predicate<HttpResponse<String>> wanted) throws Exception {
        Instant end = Instant.now().plus(PackagedProgram.PATIENCE);
        HttpResponse<String> last = get(slot);
        while (!wanted.test(last) && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            last = get(slot);
        }
        assertTrue(wanted.test(last), last.statusCode() + " " + last.body());
        return last;
    }

    private static HttpResponse<String> get(URI slot) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(slot).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String keyId(Path file) {
        try {
            return JsonObject.parse(Files.readString(file))
                    .object("accessToken")
                    .flatMap(keys -> keys.string("accessKeyId"))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSlotOfTheServerIsFilledAndRenewedFromIt() throws Exception {
        LoginSession session = asRole(Duration.ofSeconds(-5));
        Path file = file(session);
        PackagedProgram program = signedIn(session);
        String ended = keyId(file);
        try (RunningProgram server = program.startServer("--slot", "p", "--default", "p")) {
            URI slot = server.url().resolve("/slot/p");

            HttpResponse<String> first = await(slot, answer -> answer.statusCode() == 200);
            assertTrue(first.body().contains("\"" + ROLE + "\""), first.body());
            assertNotEquals(ended, keyId(file));
            assertTrue(first.body().contains("\"" + keyId(file) + "\""), "what is served is written back");
            await(server.url().resolve("/"), answer -> answer.body().contains(keyId(file)));
            // Both slots, one renewal: its refresh token is spent.
            assertEquals(1, sandbox.calls("CreateOAuth2Token"));

            // The person signs in anew by "aws login": fetched within seconds, and renewed again, since that ended too.
            LoginSession again = asRole(Duration.ofSeconds(-5));
            Files.writeString(file, JsonStyle.COMPACT.write(again.document()));
            await(slot, answer -> answer.statusCode() == 200 && !answer.body().equals(first.body()));
            assertEquals(2, sandbox.calls("CreateOAuth2Token"));

            // And signs out by "aws logout": nothing is held, and the command is named.
            Files.delete(file);
            HttpResponse<String> over = await(slot, answer -> answer.statusCode() == 410);
            assertTrue(over.body().contains("Run: aws login --profile p"), over.body());
            assertEquals(0, server.terminate());
        }
    }

    @Test
    void aSlotWaitsForTheSignIn() throws Exception {
        LoginSession session = asRole(Duration.ofMinutes(12));
        PackagedProgram program = signedIn(session);
        Path file = file(session);
        String document = Files.readString(file);
        Files.delete(file);
        try (RunningProgram server = program.startServer("--slot", "p")) {
            URI slot = server.url().resolve("/slot/p");
            await(slot, answer -> answer.statusCode() == 410 && answer.body().contains("aws login --profile p"));

            Files.writeString(file, document);

            await(slot, answer -> answer.statusCode() == 200 && answer.body().contains(keyId(file)));
            assertEquals(0, sandbox.calls("CreateOAuth2Token"));
        }
    }

    @Test
    void aSignInOfAUserFillsNoSlot() throws Exception {
        PackagedProgram program =
                signedIn(sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", Duration.ofMinutes(12)));

        for (String option : List.of("--slot", "--default")) {
            Result start = program.run("ecs", "run", "--port", "0", option, "p");
            assertEquals(2, start.exit(), start.err());
            assertTrue(start.err().contains("use run-as or credential-process"), start.err());
        }
    }

    @Test
    void itIsLoadedButNotRenewed() throws Exception {
        LoginSession session = asRole(Duration.ofMinutes(12));
        PackagedProgram program = signedIn(session);
        assertEquals(0, program.run("ecs", "bearer-token", "--generate").exit());
        try (RunningProgram server = program.startServer()) {
            String url = server.url().toString();

            Result load = program.run("ecs", "load", "--slotted", "--profile", "p", "--server", url);
            assertEquals(0, load.exit(), load.err());
            assertTrue(load.err().contains("the slot will not be renewed automatically"), load.err());
            assertTrue(load.err().contains("loaded p (LoginRole in 111111111111)"), load.err());
            Result list = program.run("ecs", "list", "--output", "json", "--server", url);
            assertTrue(list.out().contains("\"Refreshable\": false"), list.out() + list.err());

            signedIn(sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", Duration.ofMinutes(12)));
            Result user = program.run("ecs", "load", "--slotted", "--profile", "p", "--server", url);
            assertEquals(2, user.exit(), user.err());
            assertTrue(user.err().contains("use run-as or credential-process"), user.err());
        }
    }

    @Test
    void aChainThatStartsAtItFillsSlotsAndIsRenewed() throws Exception {
        sandbox.controls().put(IamRole.open(RunningSandbox.ACCOUNT, "", "Second"));
        // Also of a user, since the role of the slot is the last one of the chain.
        LoginSession session = sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", Duration.ofMinutes(12));
        PackagedProgram program = signedIn(session);
        Files.writeString(
                home.resolve(".aws/config"),
                """
                [profile p]
                login_session = %s
                [profile second]
                source_profile = p
                role_arn = arn:aws:iam::111111111111:role/Second
                role_session_name = named
                """
                        .formatted(session.name()));
        Path file = file(session);
        try (RunningProgram server = program.startServer("--slot", "second", "--default", "second")) {
            URI slot = server.url().resolve("/slot/second");
            HttpResponse<String> first = await(slot, answer -> answer.statusCode() == 200);
            assertTrue(first.body().contains("\"arn:aws:iam::111111111111:role/Second\""), first.body());
            await(server.url(), answer -> answer.statusCode() == 200);

            // Another sign-in under the same name: fetched anew, through the chain.
            LoginSession again = sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", Duration.ofSeconds(-5));
            Files.writeString(file, JsonStyle.COMPACT.write(again.document()));
            await(slot, answer -> answer.statusCode() == 200 && !answer.body().equals(first.body()));
            assertEquals(1, sandbox.calls("CreateOAuth2Token"));

            Files.delete(file);
            HttpResponse<String> over = await(slot, answer -> answer.statusCode() == 410);
            assertTrue(over.body().contains("Sign-in is needed for second. Run: aws login --profile p"), over.body());
            assertEquals(0, server.terminate());
        }
    }
}
