package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListenerTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start(() -> Instant.parse("2026-11-21T10:00:00.900Z"));

    private final WireClient wire = new WireClient(sandbox);

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void theDateIsThatOfItsClock() {
        sandbox.clockMoves(Duration.ofDays(-1));

        assertEquals(
                Instant.parse("2026-11-20T10:00:00Z"),
                ZonedDateTime.parse(wire.get("/").header("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
    }

    @Test
    void listensOnLoopbackAlone() throws IOException {
        int port = URI.create(sandbox.url()).getPort();
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    card.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
                assertThrows(IOException.class, () -> new Socket(address, port).close(), address.toString());
            }
        }
    }

    @Test
    void answersToItsOwnNamesAlone() {
        String answer =
                RawSocket.exchange(sandbox, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    }

    @Test
    void readsChunkedBodies() {
        String answer = RawSocket.exchange(
                sandbox,
                lines(
                        "POST /client/register HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked",
                        "Connection: close",
                        "",
                        "16",
                        "{\"clientName\":\"chunk\",",
                        "17;x=y",
                        "\"clientType\":\"public\"} ",
                        "0",
                        "T: t",
                        ""));

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }

    @Test
    void answersSeveralRequestsOnOneConnection() {
        String answer = RawSocket.exchange(
                sandbox,
                lines(
                        "GET /nothing HTTP/1.1",
                        "Host: localhost",
                        "",
                        "HEAD / HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        ""));

        assertEquals(2, answer.split("HTTP/1\\.1 ", -1).length - 1);
    }

    @Test
    void whatIsNotHttpIsRefused() {
        for (String text : List.of(
                "hello\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
            String answer = RawSocket.exchange(sandbox, text);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), text);
        }
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertTrue(RawSocket.exchange(sandbox, "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\n\r\n")
                .startsWith("HTTP/1.1 431 "));
        assertTrue(RawSocket.exchange(sandbox, "POST / HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n")
                .startsWith("HTTP/1.1 413 "));
    }

    @Test
    void hangsUpAsTold() {
        sandbox.fails("StartPage", Fault.DROP, 9);

        assertThrows(UncheckedIOException.class, () -> wire.get("/"));
    }

    @Test
    void doesTheCallAndHangsUpAsTold() {
        sandbox.fails("RegisterClient", Fault.DROP_ANSWER, 1);

        assertEquals(
                "",
                RawSocket.exchange(
                        sandbox, "POST /client/register HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"));
        assertEquals(0, sandbox.callsOf("RegisterClient").get(0).status());
    }

    @Test
    void answersGarbageAsTold() {
        sandbox.fails("*", Fault.GARBAGE, 1);

        assertEquals("{\"unfinished\": \"", wire.get("/").body());
    }

    @Test
    void waitsAsLongAsTold() {
        long before = System.nanoTime();
        sandbox.takes(Duration.ofMillis(60));
        wire.get("/");

        assertTrue(System.nanoTime() - before >= 60_000_000);
    }
}
