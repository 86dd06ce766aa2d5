package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.ecs.http.Trust;
import dev.awssso.json.JsonObject;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.packaged.RunningProgram;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's commands against packaged servers that speak HTTPS: with and without token, with and without config. */
class EcsHttpsIT {

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
    static Path open;

    @TempDir
    static Path guarded;

    @TempDir
    Path stranger;

    private static RunningSandbox sandbox;
    private static final List<RunningProgram> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        sandbox = RunningSandbox.start();
        for (Path home : List.of(open, guarded)) {
            Files.createDirectories(home.resolve(".aws"));
            Files.writeString(home.resolve(".aws/config"), CONFIG.formatted(sandbox.startUrl()));
            done(new PortalHome(home, sandbox).cli(), "login --sso-session corp --use-device-code");
            done(Cli.at(home), "ecs ssl --generate");
        }
        done(Cli.at(guarded), "ecs bearer-token --generate");
        for (Path home : List.of(open, guarded)) {
            SERVERS.add(PackagedProgram.at(home).with(sandbox.environment()).startServer());
        }
    }

    @AfterAll
    static void end() {
        SERVERS.forEach(RunningProgram::close);
        sandbox.close();
    }

    @Rows("R25")
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void everyCommandWorks(boolean token, boolean config) throws IOException {
        Path file = home(token).resolve(".aws/config");
        String before = Files.readString(file);
        Cli cli = cli(token);
        done(cli, "ecs load --profile dev");
        done(cli, "ecs load --slotted --profile dev");
        try {
            if (!config) {
                Files.delete(file);
            }
            Cli.Result status = done(cli, "ecs status");
            assertTrue(status.out().contains("verified (certificate)"), status.out());
            assertTrue(status.out().contains("TLS           on, certificate valid until 20"), status.out());
            assertTrue(done(cli, "ecs profile").out().contains("AdministratorAccess"));
            assertTrue(done(cli, "ecs list --output csv").out().contains("dev,111111111111,AdministratorAccess,"));
            done(cli, "ecs unload --profile dev");
            done(cli, "ecs unload");
            assertEquals(5, cli.run("ecs", "profile").exit());
            assertEquals("[]", done(cli, "ecs list --output json").out().strip());
        } finally {
            Files.writeString(file, before);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statusTellsOfTls(boolean token) {
        JsonObject status =
                JsonObject.parse(done(cli(token), "ecs status --output json").out());

        assertEquals(true, status.value("Tls"));
        assertEquals(server(token).url().toString(), status.string("Url").orElseThrow());
        assertEquals(
                Trust.stored(home(token)).getNotAfter().toInstant().toString(),
                status.string("CertificateExpiration").orElseThrow());
        assertEquals(token, status.value("TokenMode"));
    }

    @Test
    void statusWarnsOfACertificateThatEndsSoon() {
        Cli.Result soon = done(cli(false).clock(() -> Instant.now().plus(Duration.ofDays(336))), "ecs status");
        assertTrue(soon.err().contains("the server's certificate expires at "), soon.err());

        assertEquals("", done(cli(false), "ecs status").err());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEnvironmentIsThatOfHttps(boolean token) {
        String url = server(token).url().toString();
        String lines = done(cli(token), "ecs env").out();

        assertTrue(url.startsWith("https://127.0.0.1:"), url);
        assertTrue(
                lines.contains("AWS_CONTAINER_CREDENTIALS_FULL_URI='" + url + "'")
                        || lines.contains("AWS_CONTAINER_CREDENTIALS_FULL_URI=" + url),
                lines);
        assertTrue(done(cli(token), "ecs env --slot dev").out().contains(url + "slot/dev"));
    }

    @Test
    void theApplicationsPartOfAComposeFileStaysPlain() {
        // Its server has a store of its own, and the certificate of this one does not name that address.
        String part = done(Cli.at(open), "ecs env --compose --slot dev").out();

        assertTrue(part.contains("\"http://169.254.170.2:4144/slot/dev\""), part);
    }

    @Rows("N15")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherCertificateForLocalhostIsRefused(boolean token) {
        // A server that is healthy, on this machine, of this user; but its certificate is not the stored one.
        Cli.at(stranger).run("ecs", "ssl", "--generate");
        if (token) {
            done(Cli.at(stranger), "ecs bearer-token --generate");
        }
        for (String command : List.of("status", "list", "profile", "unload")) {
            Cli.Result result = Cli.at(stranger)
                    .run("ecs", command, "--server", server(false).url().toString());

            assertEquals(8, result.exit(), result.err());
            assertTrue(
                    result.err().contains("did not show the certificate of this user's aws-sso server"), result.err());
        }
    }

    @Test
    void thePackagedClientTrustsNoAuthority() throws Exception {
        // The other certificate is an authority that this Java trusts for everything else.
        done(Cli.at(stranger), "ecs ssl --generate");
        Path store = stranger.resolve("authorities.p12");
        try (var out = Files.newOutputStream(store)) {
            Trust.keyStore(Trust.stored(open)).store(out, "changeit".toCharArray());
        }
        PackagedProgram.Result result = PackagedProgram.at(stranger)
                .with(
                        "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=changeit")
                .run("ecs", "list", "--server", server(false).url().toString());

        assertEquals(8, result.exit(), result.err());
        assertFalse(result.out().contains("dev"), result.out());
    }

    @Test
    void aServerWithoutHttpsIsNotTakenForOurs() {
        done(Cli.at(stranger), "ecs ssl --generate");
        try (RunningProgram plain = PackagedProgram.at(stranger).startServer("--no-ssl")) {
            String address = "127.0.0.1:" + plain.url().getPort();
            Cli.Result result = Cli.at(stranger).run("ecs", "status", "--server", address);

            assertEquals(8, result.exit(), result.err());
            assertTrue(result.err().contains("name it as http://" + address), result.err());
            done(Cli.at(stranger), "ecs status --server http://" + address);
        }
    }

    private static Path home(boolean token) {
        return token ? guarded : open;
    }

    private static RunningProgram server(boolean token) {
        return SERVERS.get(token ? 1 : 0);
    }

    private static Cli cli(boolean token) {
        return Cli.at(home(token))
                .with(sandbox.environment())
                .with("AWS_SSO_ECS_SERVER", "127.0.0.1:" + server(token).url().getPort());
    }

    private static Cli.Result done(Cli cli, String line) {
        Cli.Result result = cli.run(line.split(" ", -1));
        assertEquals(0, result.exit(), result.err());
        return result;
    }
}
