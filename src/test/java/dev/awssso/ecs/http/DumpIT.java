package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.PackagedProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a heap dump of the server holds. The launcher forbids one, so that the packaged classes are started here as it
 * starts them, but for that.
 */
@Tag("slow")
class DumpIT {

    private static final String KEPT = "Canary-that-is-held-0123456789";
    private static final String GONE = "Canary-that-was-removed-0123456789";
    private static final String REPLACED = "Canary-that-was-replaced-0123456789";

    @TempDir
    Path home;

    @Rows("P4")
    @Test
    void afterItsRemovalASecretIsInNoDump() throws IOException, InterruptedException {
        assumeTrue(PackagedProgram.isOnJvm(), "a native program makes no heap dump");
        Path lib = PackagedProgram.location().getParent().resolveSibling("lib");
        Path java = Path.of(System.getProperty("java.home"), "bin");
        List<String> words = new ArrayList<>(List.of(java.resolve("java").toString(), "-Xmx128m", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 24) {
            words.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        }
        words.addAll(List.of(
                "-cp", lib.resolve("aws-sso.jar") + ":" + lib.resolve("aws-sso-runtime.jar"), "dev.awssso.boot.Main"));
        words.addAll(List.of("ecs", "run", "--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", home.toString());
        Path err = home.resolve("err");
        Process server =
                builder.redirectErrorStream(true).redirectOutput(err.toFile()).start();
        try {
            loadAndRemove(port(server, err));
            Path dump = home.resolve("dump.hprof");
            run(java.resolve("jcmd").toString(), Long.toString(server.pid()), "GC.heap_dump", dump.toString());
            String bytes = Files.readString(dump, StandardCharsets.ISO_8859_1);
            assertTrue(holds(bytes, KEPT), "what is held is not found: the dump is not read as it should be");
            for (String canary : List.of(GONE, REPLACED)) {
                assertTrue(!holds(bytes, canary), canary + " is in the dump");
            }
        } finally {
            server.destroyForcibly();
            server.waitFor();
        }
    }

    // As bytes, and as the two bytes of each character that arrays of char have.
    private static boolean holds(String bytes, String text) {
        String wide = text.replaceAll("(.)", "\u0000$1");
        return bytes.contains(text) || bytes.contains(wide);
    }

    private static int port(Process server, Path err) throws IOException, InterruptedException {
        Pattern url = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
        for (int i = 0; i < 600 && server.isAlive(); i++) {
            Matcher found = url.matcher(Files.readString(err));
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no server: " + Files.readString(err));
    }

    private static void loadAndRemove(int port) {
        try (RawHttp connection = RawHttp.connect(new InetSocketAddress("127.0.0.1", port))) {
            for (String canary : List.of(GONE, REPLACED, KEPT)) {
                String body = Loads.text(
                        Loads.own("x").with("SecretAccessKey", canary).with("Token", canary.repeat(20)));
                for (String path : List.of("/", "/slot/x")) {
                    assertEquals(200, exchange(connection, "PUT", path, body));
                    assertEquals(200, exchange(connection, "GET", path, ""));
                }
                if (canary.equals(GONE)) {
                    assertEquals(200, exchange(connection, "DELETE", "/", ""));
                    assertEquals(200, exchange(connection, "DELETE", "/slot/x", ""));
                }
            }
            // Other requests, as they come to a server that goes on.
            for (int i = 0; i < 200; i++) {
                assertEquals(200, exchange(connection, "GET", "/slot", ""));
            }
        }
        try (RawHttp other = RawHttp.connect(new InetSocketAddress("127.0.0.1", port))) {
            assertEquals(200, exchange(other, "PUT", "/slot/y", Loads.of("y") + " ".repeat(3000)));
        }
    }

    private static int exchange(RawHttp connection, String method, String path, String body) {
        String type =
                body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        return connection
                .send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + type + "\r\n" + body)
                .reply()
                .status();
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, out);
    }
}
