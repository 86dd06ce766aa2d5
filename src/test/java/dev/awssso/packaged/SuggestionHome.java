package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.Cli;
import dev.awssso.json.JsonStyle;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** The home of one {@link Suggestion}: a person with one session and one profile in the config file. */
final class SuggestionHome {

    private static final String CONFIG =
            """
            [default]
            sso_session = corp
            sso_account_id = 111111111111
            sso_role_name = AdministratorAccess
            region = us-east-1

            [sso-session corp]
            sso_start_url = %s
            sso_region = us-east-1
            sso_registration_scopes = sso:account:access
            """;

    private final Path home;
    private final RunningSandbox sandbox;
    private final DocumentedHome person;
    private int freePort;

    SuggestionHome(Path home, RunningSandbox sandbox) {
        this.home = home;
        this.sandbox = sandbox;
        this.person = new DocumentedHome(home, sandbox).with("TERM", "xterm-256color");
    }

    RunningSandbox sandbox() {
        return sandbox;
    }

    DocumentedHome person() {
        return person;
    }

    Path path(String name) {
        return home.resolve(name);
    }

    /** Runs a script with {@code sh}. */
    Result sh(String script) {
        person.file("script.sh", script);
        return person.run("sh \"$HOME/script.sh\"");
    }

    void done(String script) {
        Result result = sh(script);
        assertEquals(0, result.exit(), script + "\n" + result.err());
    }

    SuggestionHome configured() {
        person.file(".aws/config", CONFIG.formatted(sandbox.startUrl()));
        return this;
    }

    SuggestionHome signedIn() {
        configured();
        done("aws-sso login --sso-session corp");
        return this;
    }

    /** A private copy of a file of the tests. */
    Path tls(String name, String mode) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/tls/" + name)) {
            Path file = Files.write(path(name), in.readAllBytes());
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
    }

    /** A certificate in the store that expired long ago. */
    void expiredCertificate() {
        Instant then = Instant.parse("2015-01-01T00:00:00Z");
        assertEquals(
                0,
                Cli.at(home).clock(() -> then).run("ecs", "ssl", "--generate").exit());
    }

    /** A sign-in of {@code aws login} for profile p; its file. */
    Path login(LoginSession session) throws Exception {
        person.file(".aws/config", "[profile p]\nlogin_session = " + session.name() + "\n");
        Path file = loginFile(session);
        Files.writeString(file, JsonStyle.COMPACT.write(session.document()));
        return file;
    }

    /** From now on {@code aws login --profile p} signs in with this session. */
    void awsLoginGives(LoginSession session) throws Exception {
        Path kept = Files.writeString(path("kept.json"), JsonStyle.COMPACT.write(session.document()));
        person.file(
                "bin/aws",
                "#!/bin/sh\n[ \"$*\" = 'login --profile p' ] && cp '" + kept + "' '" + loginFile(session) + "'\n");
    }

    private Path loginFile(LoginSession session) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(session.name().getBytes(StandardCharsets.UTF_8));
        Path cache = Files.createDirectories(path(".aws/login/cache"));
        return cache.resolve(HexFormat.of().formatHex(digest) + ".json");
    }

    /** A port of 127.0.0.1 that nobody listens on, always the same one. */
    int freePort() {
        if (freePort == 0) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                freePort = socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return freePort;
    }
}
