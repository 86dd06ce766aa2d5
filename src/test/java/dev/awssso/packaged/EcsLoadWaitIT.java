package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** {@code ecs run} and {@code ecs load} pasted in one block, as the README has them. */
class EcsLoadWaitIT {

    private static final String LOAD = "aws-sso ecs load --account 123456789012 --role Developer";

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private DocumentedHome person;

    @BeforeEach
    void signIn() throws IOException {
        sandbox = RunningSandbox.start();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        person = new DocumentedHome(home, sandbox).with("AWS_SSO_ECS_PORT", Integer.toString(port));
        Result login =
                person.run("aws-sso login --start-url https://my-company.awsapps.com/start --sso-region eu-west-1");
        assertEquals(0, login.exit(), login.err());
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void theLoadWaitsForTheServerThatTheLineBeforeStarted() {
        Result result =
                person.run("aws-sso ecs run &\n" + LOAD + "\ncode=$?\naws-sso ecs profile\nkill %1\nwait\nexit $code");

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("loaded "), result.err());
        assertTrue(result.out().contains("Developer"), result.out());
    }

    @Test
    void aServerInATerminalOfItsOwnIsWaitedForAsLongAsAskedFor() {
        Result result = person.run(
                "(sleep 1; exec aws-sso ecs run) &\n" + LOAD + " --wait=60\ncode=$?\nkill %1\nwait\nexit $code");

        assertEquals(0, result.exit(), result.err());
    }

    @Test
    void aServerThatCannotStartIsNotWaitedFor() {
        Result result = person.run("aws-sso ecs run --bind-ip 192.0.2.1 &\n" + LOAD + "\ncode=$?\nwait\nexit $code");

        assertEquals(8, result.exit(), result.err());
        assertTrue(result.err().contains("no credentials server runs at"), result.err());
    }
}
