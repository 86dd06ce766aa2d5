package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.cli.PortalHome;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is made to log all it can. */
class LoudIT {

    private static final String CANARY = "CANARY0c4n4ry";
    private static final String TOKEN = "Bearer " + CANARY + "-0123456789-abcdefghijklmnop";

    @TempDir
    Path home;

    @Rows({"P3", "R16", "L11"})
    @Test
    void noSecretIsInAnyOutput() throws IOException {
        Path audit = home.resolve("audit");
        try (RunningSandbox sandbox = RunningSandbox.start().marksSecrets(CANARY)) {
            signIn(sandbox);
            Map<String, String> loud = new HashMap<>(sandbox.environment());
            loud.put("QUARKUS_LOG_LEVEL", "ALL");
            loud.put("QUARKUS_LOG_CATEGORY__DEV_AWSSSO__LEVEL", "ALL");
            loud.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN);
            try (TestServer server = TestServer.open(home, loud, "--audit-log", audit.toString())) {
                String answers = talk(server, sandbox);
                server.program().terminate();

                assertFalse(answers.contains(CANARY), "an answer");
                assertFalse(
                        server.program().err().contains(CANARY),
                        server.program().err());
                assertFalse(
                        server.program().out().contains(CANARY),
                        server.program().out());
                assertFalse(Files.readString(audit).contains(CANARY), "the audit log");
                assertTrue(server.program().err().contains(" DEBUG "), "it was not loud");
                assertTrue(sandbox.calls("GetRoleCredentials") > 0);
            }
        }
    }

    private void signIn(RunningSandbox sandbox) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[sso-session corp]\nsso_start_url = " + sandbox.startUrl() + "\nsso_region = us-east-1\n");
        var login = new PortalHome(home, sandbox).cli().run("login", "--sso-session", "corp", "--use-device-code");
        assertEquals(0, login.exit(), login.err());
    }

    // Everything that is refused, and a renewal; returns all that was answered but credentials.
    private static String talk(TestServer server, RunningSandbox sandbox) {
        String admin = "Authorization: " + TOKEN;
        String secrets =
                Loads.text(Loads.own("d").with("SecretAccessKey", CANARY).with("Token", CANARY));
        StringBuilder answers = new StringBuilder();
        List<String> bad = List.of(
                secrets.substring(0, secrets.length() - 1),
                secrets.replace("\"AccountId\":\"0", "\"AccountId\":\"x"),
                secrets.replace("\"ProfileName\"", "\"" + CANARY + "\""),
                secrets.replace("\"d\"", "\"\\u0000" + CANARY + "\""));
        bad.forEach(body -> answers.append(server.put("/", body, admin).body()));
        answers.append(server.get("/" + CANARY, admin).body());
        answers.append(server.get("/?x=" + CANARY, admin).body());
        answers.append(server.get("/", "Authorization: Bearer " + CANARY + "x").body());
        answers.append(server.get("/", admin, "X-Forwarded-For: " + CANARY).body());
        for (String field : List.of(
                "X-Anything", "Cookie", "User-Agent", "Referer", "X-Aws-Sso-Challenge", "If-None-Match", "Via")) {
            answers.append(server.get("/slot", admin, field + ": " + CANARY).body());
            answers.append(server.get("/healthcheck", field + ": " + CANARY).body());
        }
        for (String text : List.of(
                "GET / HTTP/1.1\r\nHost: " + CANARY + "\r\n\r\n",
                "GET /" + CANARY + "%zz HTTP/1.1\r\n" + admin + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n" + CANARY + "\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\n" + admin + "\r\nX: \u0000" + CANARY + "\r\n\r\n",
                CANARY + "\r\n\r\n")) {
            try (RawHttp connection = server.connect()) {
                answers.append(connection.send(text).halfClose().reply().body());
            }
        }
        answers.append(server.put("/", secrets, admin).body());
        assertEquals(200, server.get("/", admin).status());
        sandbox.fails("GetRoleCredentials", Fault.INTERNAL_ERROR, 1);
        JsonObject source = Loads.source()
                .with("SsoRegion", "us-east-1")
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "AdministratorAccess");
        String renewed = Loads.text(Loads.own("r")
                .with("AccountId", RunningSandbox.ACCOUNT)
                .with("RoleName", "AdministratorAccess")
                .with("SecretAccessKey", CANARY)
                .with("Expiration", TestServer.inSeconds(33))
                .with("Source", source));
        answers.append(server.put("/slot/r", renewed, admin).body());
        long end = System.nanoTime() + 30_000_000_000L;
        while (sandbox.calls("GetRoleCredentials") < 2 && System.nanoTime() < end) {
            RawHttp.Reply reply = server.get("/slot/r", admin);
            if (reply.status() != 200) {
                answers.append(reply.body());
            }
        }
        answers.append(server.get("/slot", admin).body());
        answers.append(server.get("/profile", admin).body());
        return answers.toString();
    }

    @Rows("L9")
    @Test
    void aSignalUnderLoadCutsNoAnswer() throws Exception {
        try (TestServer server = TestServer.open(home)) {
            server.put("/", Loads.of("d"));
            List<Thread> callers = new java.util.ArrayList<>();
            java.util.Queue<Throwable> wrong = new java.util.concurrent.ConcurrentLinkedQueue<>();
            java.util.concurrent.CountDownLatch busy = new java.util.concurrent.CountDownLatch(16 * 20);
            for (int i = 0; i < 16; i++) {
                Thread caller = new Thread(() -> {
                    try (RawHttp connection = server.connect()) {
                        while (true) {
                            connection.send(server.request("GET", "/", ""));
                            assertEquals(200, connection.reply().status());
                            busy.countDown();
                        }
                    } catch (java.io.UncheckedIOException ended) {
                        // Between two answers; within one it is another failure.
                        if (String.valueOf(ended.getMessage()).contains("in the middle of an answer: HTTP")) {
                            wrong.add(ended);
                        }
                    } catch (AssertionError half) {
                        wrong.add(half);
                    }
                });
                caller.start();
                callers.add(caller);
            }
            busy.await();
            long begun = System.nanoTime();
            assertEquals(0, server.program().terminate());
            // Its own second, and two for a machine that does other things too.
            assertTrue(System.nanoTime() - begun < 3_000_000_000L, "it took too long");
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(List.of(), List.copyOf(wrong));
            assertFalse(
                    server.program().err().contains("xception"),
                    server.program().err());
        }
    }
}
