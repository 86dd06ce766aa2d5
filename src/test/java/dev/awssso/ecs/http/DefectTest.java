package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.secrets.FileSecretStore;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect behind the gate, over a real socket. No packaged program has one to offer. */
class DefectTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

    @TempDir
    Path home;

    @Rows("R30")
    @Test
    void anUnexpectedExceptionIsAnsweredWithAnIdAndTheNextRequestIsFine() {
        Tokens tokens = Tokens.load(
                new TokenStore(new FileSecretStore(home, Sleeper.real(), note -> {}), InstantSource.system()),
                new Environment(Map.of(), OperatingSystem.current()),
                List.of());
        Vertx vertx = Vertx.vertx();
        EcsHttpServer server = new EcsHttpServer(
                new ServerSettings(
                        InetAddress.getLoopbackAddress(), 0, false, List.of(), true, List.of(), List.of(), null),
                tokens,
                new EcsHttpServer.World(
                        vertx,
                        InstantSource.system(),
                        new Random(1),
                        OptionalLong.empty(),
                        null,
                        new ByteArrayOutputStream(),
                        request -> {
                            throw new IllegalStateException(SECRET);
                        }));
        InetSocketAddress end =
                server.listen().toCompletionStage().toCompletableFuture().join();
        try (RawHttp connection = RawHttp.connect(end)) {
            for (int i = 0; i < 2; i++) {
                RawHttp.Reply reply = connection
                        .send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .reply();
                assertEquals(500, reply.status());
                assertEquals("application/json", reply.field("Content-Type"));
                assertEquals("no-store", reply.field("Cache-Control"));
                String message =
                        JsonObject.parse(reply.bytes()).string("message").orElseThrow();
                assertTrue(message.matches("Internal error [0-9a-f]{8}; see the server's log\\."), message);
                assertFalse(reply.body().contains(SECRET));
            }
            assertEquals(
                    200,
                    connection
                            .send("GET /healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .status());
        } finally {
            server.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
