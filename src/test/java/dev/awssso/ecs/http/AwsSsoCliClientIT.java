package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded requests of aws-sso-cli's client, in the order of a person's day, on one kept connection as Go does. */
@Rows("C11")
class AwsSsoCliClientIT {

    private static final String RECORDED = "/recorded/aws-sso-cli-1.17.0.txt";
    private static final List<String> SLOTS = List.of("dev", "a/b", "a b", "a:b", "a&b");

    @TempDir
    Path home;

    private final Instant expiration =
            Instant.ofEpochMilli(Instant.now().plus(Duration.ofHours(1)).toEpochMilli());

    @ParameterizedTest
    @ValueSource(strings = {"without token", "with token"})
    void everyRequestSucceedsAndItsAnswerIsOfTheClientsTypes(String mode) throws IOException {
        try (TestServer server = mode.equals("with token") ? TestServer.withToken(home) : TestServer.open(home);
                RawHttp connection = server.connect()) {
            Map<String, byte[]> requests = recorded(mode, server);
            assertEquals(2 * SLOTS.size() + 4, requests.size());
            // The client takes a status other than 200 for the end of the command, which is right here.
            assertEquals(410, send(connection, requests, "profile").status());
            assertEquals("[]", ok(connection, requests, "list").body());
            ok(connection, requests, "load");
            for (int i = 0; i < SLOTS.size(); i++) {
                ok(connection, requests, "load-slotted-" + i);
            }

            assertEntry(JsonObject.parse(ok(connection, requests, "profile").bytes()), "dev");
            List<String> listed = new ArrayList<>();
            for (Object entry :
                    (List<?>) JsonText.parse(ok(connection, requests, "list").bytes())) {
                JsonObject one = assertInstanceOf(JsonObject.class, entry);
                String name = one.string("ProfileName").orElseThrow();
                assertEntry(one, name);
                listed.add(name);
            }
            assertEquals(SLOTS.stream().sorted().toList(), listed);

            for (int i = 0; i < SLOTS.size(); i++) {
                ok(connection, requests, "unload-slotted-" + i);
            }
            assertEquals("[]", ok(connection, requests, "list").body());
            ok(connection, requests, "unload");
            assertEquals(410, send(connection, requests, "profile").status());
        }
    }

    // ListProfilesResponse: strings, but for the expiry in seconds.
    private void assertEntry(JsonObject entry, String name) {
        assertEquals(name, entry.value("ProfileName"));
        assertEquals("000011112222", entry.value("AccountId"));
        assertEquals("Developer", entry.value("RoleName"));
        assertEquals(expiration.getEpochSecond(), entry.value("Expiration"));
        assertTrue(entry.string("Expires").orElseThrow().matches("59m|1h 0m"));
    }

    private static RawHttp.Reply ok(RawHttp connection, Map<String, byte[]> requests, String name) {
        RawHttp.Reply reply = send(connection, requests, name);
        assertEquals(200, reply.status(), name + ": " + reply.body());
        return reply;
    }

    private static RawHttp.Reply send(RawHttp connection, Map<String, byte[]> requests, String name) {
        return connection.send(requests.get(name)).reply();
    }

    private Map<String, byte[]> recorded(String mode, TestServer server) throws IOException {
        Map<String, byte[]> requests = new LinkedHashMap<>();
        try (InputStream in = AwsSsoCliClientIT.class.getResourceAsStream(RECORDED)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : text.split("(?m)^### ", -1)) {
                int line = part.indexOf('\n');
                if (!part.startsWith("#") && part.substring(0, line).endsWith(" " + mode)) {
                    requests.put(part.substring(0, part.indexOf(' ')), bytes(part.substring(line + 1), server));
                }
            }
        }
        return requests;
    }

    private byte[] bytes(String recorded, TestServer server) {
        int body = recorded.indexOf("\n\n") + 2;
        assertNotEquals(1, body);
        String head = recorded.substring(0, body)
                .replace("\n", "\r\n")
                .replace("{{host}}", server.host())
                .replace("{{token}}", TestServer.TOKEN);
        String rest =
                recorded.substring(body).strip().replace("{{expiration}}", Long.toString(expiration.toEpochMilli()));
        return (head + rest).getBytes(StandardCharsets.UTF_8);
    }
}
