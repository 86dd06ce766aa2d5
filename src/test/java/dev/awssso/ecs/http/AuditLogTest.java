package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.platform.SocketTable;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an audit entry says of the peer, by tables of sockets as the kernel prints them. */
class AuditLogTest {

    // From port 50000 to port 4144; no process has the inode.
    private static final String ROW =
            "   1: 0100007F:C350 0100007F:1030 01 00000000:00000000 00:00000000 00000000  1001        0 4712 1 0\n";

    private final Deque<String> tables = new ArrayDeque<>();

    private synchronized SocketTable next() {
        String rows = "  sl  local_address rem_address   st ...\n" + tables.remove();
        return new SocketTable(rows.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    private static HttpConnection connection() {
        return (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (self, method, words) -> switch (method.getName()) {
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(50000, "127.0.0.1");
                    case "localAddress" -> SocketAddress.inetSocketAddress(4144, "127.0.0.1");
                    case "hashCode" -> 1;
                    case "equals" -> self == words[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private String written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Peers peers = new Peers(OptionalLong.of(1001), this::next);
                AuditLog log = new AuditLog(out, peers)) {
            log.start();
            log.write(new AuditLog.Entry(
                    Instant.parse("2026-03-01T16:25:42Z"), "GET", "\"dev\"", 200, "none", connection()));
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void aRowThatTheFirstTableLacksIsFoundInTheSecond() {
        tables.addAll(List.of("", ROW));

        assertEquals("2026-03-01T16:25:42Z GET slot=\"dev\" status=200 by=none peer=uid:1001\n", written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   1: rubbish:C350 rubbish:1030 01\n"})
    void whoCannotBeToldIsADash(String table) {
        tables.addAll(List.of("", table));

        assertEquals("2026-03-01T16:25:42Z GET slot=\"dev\" status=200 by=none peer=-\n", written());
    }

    @Test
    void anEntryThatMeetsADefectIsCountedAndTheNextOneIsWritten() throws InterruptedException {
        tables.addAll(List.of("", ROW));
        CountDownLatch met = new CountDownLatch(1);
        HttpConnection broken = (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(), new Class<?>[] {HttpConnection.class}, (self, method, words) -> {
                    met.countDown();
                    throw new IllegalStateException("a defect");
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant time = Instant.parse("2026-03-01T16:25:42Z");
        try (Peers peers = new Peers(OptionalLong.of(1001), this::next);
                AuditLog log = new AuditLog(out, peers)) {
            log.write(new AuditLog.Entry(time, "GET", "\"a\"", 200, "none", broken));
            log.start();
            assertTrue(met.await(20, TimeUnit.SECONDS));
            log.write(new AuditLog.Entry(time, "GET", "\"b\"", 200, "none", connection()));
        }
        assertEquals(
                "2026-03-01T16:25:42Z GET slot=\"b\" status=200 by=none peer=uid:1001\n1 audit entries were lost\n",
                out.toString(StandardCharsets.US_ASCII));
    }
}
