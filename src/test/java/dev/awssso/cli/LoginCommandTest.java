package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.signin.FakeBrowser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LoginCommandTest {

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private final List<Duration> pauses = new ArrayList<>();

    private Cli cli() {
        return Cli.at(home).with(sandbox.environment());
    }

    // Waits for nothing, and remembers how long it should have waited.
    private Cli device() {
        return cli().sleeper(pauses::add);
    }

    private Path tokenFile() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".aws/sso/cache"))) {
            List<Path> tokens =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertEquals(1, tokens.size());
            return tokens.get(0);
        }
    }

    @Test
    void signsInThroughTheBrowser() throws IOException {
        try (FakeBrowser browser = FakeBrowser.in(home)) {
            Cli.Result result = cli().with("BROWSER", browser.command()).run("login");

            assertEquals(0, result.exit(), result.err());
            assertEquals("", result.out());
            assertTrue(result.err().contains("signed in at " + sandbox.startUrl() + "; expires in "), result.err());
            assertEquals(1, sandbox.tokenCalls("authorization_code"));
            URI authorize = browser.visited().get(0);
            assertTrue(
                    authorize
                            .getRawQuery()
                            .matches("response_type=code&client_id=[^&]+"
                                    + "&redirect_uri=http%3A%2F%2F127\\.0\\.0\\.1%3A\\d+%2Foauth%2Fcallback"
                                    + "&state=[A-Za-z0-9_-]{43}&code_challenge_method=S256"
                                    + "&scopes=sso%3Aaccount%3Aaccess&code_challenge=[A-Za-z0-9_-]{43}"),
                    authorize.getRawQuery());
        }
    }

    @Test
    void writesTheTokenFileAsTheAwsCliDoes() throws IOException {
        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(0, result.exit(), result.err());
        String content = Files.readString(tokenFile());
        assertTrue(
                content.matches("\\{\"startUrl\": \"" + sandbox.startUrl().replace(".", "\\.")
                        + "\", \"region\": \"us-east-1\", \"accessToken\": \"[^\"]+\","
                        + " \"expiresAt\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\", \"clientId\": \"[^\"]+\","
                        + " \"clientSecret\": \"[^\"]+\","
                        + " \"registrationExpiresAt\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\","
                        + " \"refreshToken\": \"[^\"]+\"}"),
                content);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile())));
        try (Stream<Path> others = Files.list(home.resolve(".aws/sso/cache"))) {
            assertTrue(others.filter(file -> !file.toString().endsWith(".json"))
                    .allMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void pollsAsTheServiceAsks() {
        sandbox.approvesAfterPolls(2);
        sandbox.asksToSlowDown(1);

        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(0, result.exit(), result.err());
        assertEquals(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(6), Duration.ofSeconds(6)),
                pauses);
    }

    @Test
    void namesTheAddressAndTheCodeOnStderr() {
        Cli.Result result = device().run("login", "--use-device-code", "--no-browser");

        assertEquals("", result.out());
        assertTrue(result.err().contains("with this code: "), result.err());
        assertTrue(result.err().contains("  " + sandbox.url() + "/"), result.err());
    }

    @Test
    void goesOnPollingWhenTheServiceFails() {
        sandbox.fails("CreateToken", Fault.INTERNAL_ERROR, 1);
        sandbox.fails("CreateToken", Fault.DROP, 1);

        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(0, result.exit(), result.err());
    }

    @Test
    void endsWhenThePersonDenies() {
        sandbox.deniesAfterPolls(1);

        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(3, result.exit());
        assertTrue(result.err().contains("aws-sso: the sign-in failed: the request was denied"), result.err());
        assertTrue(result.err().contains("\ntry: aws-sso login "), result.err());
    }

    @Test
    void endsWhenTheCodeExpires() {
        TestTime time = new TestTime();
        try (RunningSandbox slow = RunningSandbox.start(time).waitsForPerson()) {
            Cli.Result result = Cli.at(home)
                    .with(slow.environment())
                    .clock(time)
                    .sleeper(time::sleep)
                    .run("login", "--use-device-code");

            assertEquals(3, result.exit());
            assertTrue(result.err().contains("the code expired, run the login again"), result.err());
        }
    }

    @Test
    void endsWhenTheServiceSaysTheCodeExpired() {
        sandbox.waitsForPerson();

        Cli.Result result = cli().sleeper(pause -> sandbox.clockMoves(Duration.ofMinutes(11)))
                .run("login", "--use-device-code");

        assertEquals(3, result.exit());
        assertTrue(result.err().contains("the code expired, run the login again"), result.err());
    }

    @Test
    void deniedInTheBrowserIsASignInFailure() {
        sandbox.deniesAfterPolls(0);
        try (FakeBrowser browser = FakeBrowser.in(home)) {
            Cli.Result result = cli().with("BROWSER", browser.command()).run("login");

            assertEquals(3, result.exit());
            assertTrue(
                    result.err().contains("the sign-in failed: access_denied (The person denied the request)"),
                    result.err());
        }
    }

    @Test
    void redirectOfAnotherSignInIsRefused() {
        try (FakeBrowser browser = FakeBrowser.in(
                home, address -> URI.create(address.toString().replaceFirst("(code=.*)state=", "$1state=x")))) {
            Cli.Result result = cli().with("BROWSER", browser.command()).run("login");

            assertEquals(3, result.exit());
            assertTrue(result.err().contains("state mismatch"), result.err());
            assertEquals(0, sandbox.calls("CreateToken"));
        }
    }

    @Test
    void registersAgainWhenTheInstanceForgot() {
        assertEquals(0, device().run("login", "--use-device-code").exit());
        sandbox.forgetsRegistrations();

        Cli.Result result = device().run("login", "--use-device-code", "--force-refresh");

        assertEquals(0, result.exit(), result.err());
        assertEquals(2, sandbox.calls("RegisterClient"));
    }

    // In a browser a registration that AWS has lost shows as an error page, and nothing ever comes back.
    @Test
    void theBrowserIsNeverSentWithARegistrationThatAwsMayHaveLost() {
        try (FakeBrowser browser = FakeBrowser.in(home)) {
            assertEquals(
                    0, cli().with("BROWSER", browser.command()).run("login").exit());
            sandbox.forgetsRegistrations();

            Cli.Result result = cli().with("BROWSER", browser.command()).run("login", "--force-refresh");

            assertEquals(0, result.exit(), result.err());
            assertEquals(2, sandbox.calls("RegisterClient"));
        }
    }

    @Test
    void keepsOneRegistrationForEachGrant() throws IOException {
        device().run("login", "--use-device-code");
        device().run("login", "--use-device-code", "--force-refresh");
        assertEquals(1, sandbox.calls("RegisterClient"));

        try (FakeBrowser browser = FakeBrowser.in(home)) {
            cli().with("BROWSER", browser.command()).run("login", "--force-refresh");
        }

        assertEquals(2, sandbox.calls("RegisterClient"));
        try (Stream<Path> files = Files.list(home.resolve(".local/share/aws-sso/registrations"))) {
            assertEquals(
                    2, files.filter(file -> file.toString().endsWith(".json")).count());
        }
    }

    @Test
    void registrationThatEndsWithinADayIsNotReused() {
        sandbox.registrationsLast(Duration.ofHours(23));
        device().run("login", "--use-device-code");

        device().run("login", "--use-device-code", "--force-refresh");

        assertEquals(2, sandbox.calls("RegisterClient"));
    }

    @Test
    void secondLoginDoesNothing() {
        device().run("login", "--use-device-code");

        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(0, result.exit());
        assertTrue(result.err().contains("already signed in at "), result.err());
        assertEquals(1, sandbox.calls("CreateToken"));
    }

    @Test
    void withoutRefreshTokenTheSignInIsLongAndEndsForGood() throws IOException {
        Cli.Result result = device().run("login", "--use-device-code", "--nrt");

        assertEquals(0, result.exit(), result.err());
        assertFalse(Files.readString(tokenFile()).contains("refreshToken"));
    }

    @Test
    void takenCallbackPortIsAUsageError() throws IOException {
        try (java.net.ServerSocket taken =
                        new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                FakeBrowser browser = FakeBrowser.in(home)) {
            String port = String.valueOf(taken.getLocalPort());

            Cli.Result result = cli().with("BROWSER", browser.command()).run("login", "--callback-port", port);

            assertEquals(2, result.exit());
            assertTrue(result.err().contains("cannot listen on 127.0.0.1:" + port), result.err());
        }
    }

    @Test
    void unknownStartUrlIsShownWithWhatTheServiceSays() {
        sandbox.knowsOnly("https://only.awsapps.com/start");

        Cli.Result result = device().run(
                        "login",
                        "--use-device-code",
                        "--sso-start-url",
                        "https://wrong.awsapps.com/start",
                        "--sso-region",
                        "us-east-1");

        assertEquals(2, result.exit());
        assertTrue(result.err().contains("https://wrong.awsapps.com/start in us-east-1"), result.err());
    }

    @Test
    void nothingIsLeftOfASignInWhoseTokenCannotBeWritten() throws IOException {
        Files.createDirectories(home.resolve(".aws/sso"));
        Files.writeString(home.resolve(".aws/sso/cache"), "not a directory");

        Cli.Result result = device().run("login", "--use-device-code");

        assertEquals(7, result.exit());
        assertEquals(
                1,
                result.err()
                        .lines()
                        .filter(line -> line.startsWith("aws-sso: "))
                        .count(),
                result.err());
    }
}
