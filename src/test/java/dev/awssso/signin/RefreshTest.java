package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a sign-in that is nearly over: every command here asks the portal, and nobody is at the terminal. */
class RefreshTest {

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @BeforeEach
    void signIn() {
        sandbox.accessTokensLast(Duration.ofMinutes(5));
        assertEquals(0, cli().run("login", "--use-device-code").exit());
        sandbox.controls().resetCalls();
        sandbox.accessTokensLast(Duration.ofHours(1));
    }

    private Cli cli() {
        return Cli.at(home).with(sandbox.environment()).sleeper(pause -> {});
    }

    private Cli.Result accounts(String... options) {
        List<String> words = new ArrayList<>(List.of("accounts", "--refresh-cache"));
        words.addAll(List.of(options));
        return cli().run(words.toArray(String[]::new));
    }

    private Path tokenFile() {
        try (Stream<Path> files = Files.list(home.resolve(".aws/sso/cache"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String content() {
        try {
            return Files.readString(tokenFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void edit(String name, String value) throws IOException {
        JsonObject json = JsonObject.parse(content());
        Files.writeString(tokenFile(), dev.awssso.json.JsonStyle.PYTHON.write(json.with(name, value)));
    }

    @Test
    void refreshesWithFifteenMinutesOrLessLeft() throws IOException {
        edit("fromAnotherTool", "kept");
        String before = content();

        Cli.Result result = accounts();

        assertEquals(0, result.exit(), result.err());
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
        assertNotEquals(before, content());
        JsonObject after = JsonObject.parse(content());
        assertEquals(JsonObject.parse(before).string("refreshToken"), after.string("refreshToken"));
        assertEquals("kept", after.string("fromAnotherTool").orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile())));
    }

    @Test
    void takesTheRotatedRefreshToken() {
        sandbox.rotatesRefreshTokens();
        String before = JsonObject.parse(content()).string("refreshToken").orElseThrow();

        assertEquals(0, accounts().exit());

        assertNotEquals(
                before, JsonObject.parse(content()).string("refreshToken").orElseThrow());
    }

    @Test
    void manyThreadsWithOneNearlyExpiredTokenMakeOneCall() throws Exception {
        sandbox.takes(Duration.ofMillis(30));
        List<Callable<Integer>> commands = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            commands.add(() -> Cli.at(home)
                    .with(sandbox.environment())
                    .run("accounts", "--refresh-cache")
                    .exit());
        }
        ExecutorService threads = Executors.newFixedThreadPool(commands.size());
        try {
            for (Future<Integer> exit : threads.invokeAll(commands)) {
                assertEquals(0, exit.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void manyProcessesWithOneExpiredTokenMakeOneCall() throws Exception {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.awssso.boot.Main",
                    "accounts",
                    "--refresh-cache");
            builder.environment().clear();
            builder.environment().put("HOME", home.toString());
            builder.environment().putAll(sandbox.environment());
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            processes.add(builder.start());
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
        assertEquals(4, sandbox.calls("ListAccounts"));
    }

    @Test
    void serviceThatFailsLeavesTheOldTokenInUse() {
        sandbox.fails("CreateToken", Fault.INTERNAL_ERROR, 10);
        String before = content();

        Cli.Result result = accounts();

        assertEquals(0, result.exit(), result.err());
        assertEquals(3, sandbox.calls("CreateToken"));
        assertEquals(before, content());
    }

    @Test
    void expiredTokenAndServiceThatFailsIsUnreachable() throws IOException {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        sandbox.fails("CreateToken", Fault.INTERNAL_ERROR, 10);
        String before = content();

        Cli.Result result = accounts();

        assertEquals(6, result.exit());
        assertEquals(before, content());
    }

    @Test
    void endedSessionNeedsASignInAndKeepsTheFile() throws IOException {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        sandbox.revokesSessions();
        String before = content();

        Cli.Result result = accounts();

        assertEquals(3, result.exit());
        assertEquals(
                "aws-sso: a sign-in at " + sandbox.startUrl() + " is required: the saved sign-in has expired\n"
                        + "try: aws-sso login --sso-start-url " + sandbox.startUrl() + " --sso-region us-east-1\n",
                result.err());
        assertEquals(before, content());
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void forgottenRegistrationIsForgottenHereToo() throws IOException {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        sandbox.forgetsRegistrations();

        assertEquals(3, accounts().exit());

        assertTrue(Files.exists(tokenFile()));
        try (Stream<Path> files = Files.list(home.resolve(".local/share/aws-sso/registrations"))) {
            assertEquals(
                    0, files.filter(file -> file.toString().endsWith(".json")).count());
        }
    }

    @Test
    void rejectedTokenIsRefreshedAndTheCallRepeatedOnce() {
        sandbox.accessTokensLast(Duration.ofHours(1));
        assertEquals(0, accounts().exit());
        sandbox.controls().resetCalls();
        sandbox.expiresAccessTokens();

        Cli.Result result = accounts();

        assertEquals(0, result.exit(), result.err());
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
        assertEquals(2, sandbox.calls("ListAccounts"));
    }

    @Test
    void rejectedTokenIsRefreshedAlsoWhenAnotherFileHasOneThatLooksGood() throws IOException {
        sandbox.accessTokensLast(Duration.ofHours(1));
        assertEquals(0, accounts().exit());
        String another = content().replaceAll("(\"accessToken\": *\")[^\"]*", "$1of-another-file");
        Files.writeString(
                tokenFile()
                        .resolveSibling(TokenName.of(sandbox.startUrl() + "/").file()),
                another);
        sandbox.controls().resetCalls();
        sandbox.expiresAccessTokens();

        Cli.Result result = accounts();

        assertEquals(0, result.exit(), result.err());
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void offMeansNever() {
        assertEquals(0, accounts("--refresh", "off").exit());
        assertEquals(0, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void onMeansBeforeEachUse() {
        accounts();
        assertEquals(0, accounts("--refresh", "on").exit());
        assertEquals(2, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void tokenFileOfAnotherInstanceIsNotUsed() throws IOException {
        edit("region", "eu-west-1");

        assertEquals(3, accounts().exit());
        assertEquals(0, sandbox.calls("ListAccounts"));
    }

    @Test
    void foreignDocumentIsRefreshedButNeverWritten() throws IOException {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        Path document = home.resolve("aws-accesstoken-cache.json");
        Files.move(tokenFile(), document);
        String before = Files.readString(document);
        sandbox.rotatesRefreshTokens();

        Cli.Result result = accounts("--accesstoken-cache", "file://" + document);

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("the refresh token in the given file can no longer be used"), result.err());
        assertEquals(before, Files.readString(document));
    }

    @Test
    void bareTokenIsUsedAsItIs() {
        String token = JsonObject.parse(content()).string("accessToken").orElseThrow();

        Cli.Result result = cli().stdin(token + "\n").run("accounts", "--sso-access-token", "-");

        assertEquals(0, result.exit(), result.err());
        assertEquals(0, sandbox.calls("CreateToken"));
        sandbox.expiresAccessTokens();
        Cli.Result rejected = cli().with("AWS_SSO_ACCESS_TOKEN", token).run("accounts");
        assertEquals(3, rejected.exit());
        assertFalse(rejected.err().contains(token));
    }

    @Test
    void statelessSignInTouchesNoTokenFile() throws IOException {
        Files.delete(tokenFile());

        Cli.Result result = cli().run("accounts", "--no-cache", "--use-device-code");

        assertEquals(0, result.exit(), result.err());
        try (Stream<Path> files = Files.list(home.resolve(".aws/sso/cache"))) {
            assertEquals(
                    0, files.filter(file -> file.toString().endsWith(".json")).count());
        }
    }

    @Test
    void clockThatIsWrongIsToldOnceAndAllowedFor() {
        sandbox.clockMoves(Duration.ofMinutes(-7));

        Cli.Result result = accounts();

        assertEquals(0, result.exit(), result.err());
        assertEquals(1, result.err().split("this machine's clock is", -1).length - 1, result.err());
    }

    @Test
    void cacheWithNoRoomIsToldBeforeTheRefreshTokenIsSpent() throws IOException {
        edit("expiresAt", "2020-01-01T00:00:00Z");
        String before = content();
        // A directory in place of the lock: works for root too, whom no mode keeps out.
        Path lock = home.resolve(
                ".aws/sso/.aws-sso/" + tokenFile().getFileName().toString().replace(".json", ".lock"));
        Files.deleteIfExists(lock);
        Files.createDirectory(lock);

        Cli.Result result = accounts();

        assertEquals(7, result.exit());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(before, content());
        assertEquals(0, sandbox.calls("CreateToken"));
    }

    @Test
    void cacheThatCannotBeLockedLeavesTheOldTokenInUse() throws IOException {
        Path lock = home.resolve(
                ".aws/sso/.aws-sso/" + tokenFile().getFileName().toString().replace(".json", ".lock"));
        Files.deleteIfExists(lock);
        Files.createDirectory(lock);

        assertEquals(0, accounts().exit());
        assertEquals(0, sandbox.calls("CreateToken"));
    }

    @Test
    void brokenTokenFileIsToldAndKept() throws IOException {
        Files.writeString(tokenFile(), "{\"accessToken\": \"a");

        Cli.Result result = accounts();

        assertEquals(3, result.exit());
        assertTrue(result.err().contains("ignoring " + tokenFile()), result.err());
        assertEquals("{\"accessToken\": \"a", content());
    }
}
