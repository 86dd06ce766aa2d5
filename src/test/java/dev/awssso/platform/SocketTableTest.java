package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SocketTableTest {

    private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue tr ...\n";

    @Test
    void readsBothFilesAndUnwrapsMappedAddresses() {
        String four = HEADING
                + "   0: 0100007F:1030 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0\n"
                + "   1: 0100007F:C350 0100007F:1030 01 00000000:00000000 00:00000000 00000000  1001        0 4712 1 0\n";
        String six = HEADING
                + "   0: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:1030 04 "
                + "00000000:00000000 00:00000000 00000000  1002        0 4713 1 0\n"
                + "   1: 00000000000000000000000001000000:1030 00000000000000000000000000000000:0000 0A "
                + "00000000:00000000 00:00000000 00000000  1003        0 4714 1 0\n";
        SocketTable table = table(four, six);

        assertEquals(List.of(1001L), uids(table.connections(end("127.0.0.1", 50000), end("127.0.0.1", 4144))));
        assertEquals(List.of(1002L), uids(table.connections(end("127.0.0.1", 50001), end("127.0.0.1", 4144))));
        assertEquals(List.of(1000L, 1003L), uids(table.listeners(4144)));
        assertEquals(List.of(1003L), uids(table.listenersFor(end("::1", 4144))));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void showsThisProcessAsTheOwnerOfItsSockets() throws IOException {
        long uid = UserId.effective().orElseThrow();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            SocketTable table = SocketTable.read();

            assertEquals(List.of(uid), uids(table.listeners(server.getLocalPort())));
            assertEquals(
                    List.of(uid),
                    uids(table.connections((InetSocketAddress) client.getLocalSocketAddress(), (InetSocketAddress)
                            client.getRemoteSocketAddress())));
        }
    }

    @Test
    void aRowThatIsPrintedTwiceCountsOnce() {
        String twice = HEADING
                + "   1: 0100007F:C350 0100007F:1030 01 00000000:00000000 00:00000000 00000000  1001        0 4712 1 0\n"
                + "   7: 0100007F:C350 0100007F:1030 01 00000000:00000000 02:000005DC 00000000  1001        0 4712 2 0\n";
        String two = twice
                + "   8: 0100007F:C350 0100007F:1030 01 00000000:00000000 00:00000000 00000000  1001        0 4799 1 0\n";

        assertEquals(Optional.of(new PeerOwner(1001, 4712)), owner(twice));
        assertEquals(Optional.empty(), owner(two));
    }

    @Test
    void aSocketThatNobodyHoldsHasNoOwner() {
        String closed = HEADING
                + "   1: 0100007F:C350 0100007F:1030 04 00000000:00000000 00:00000000 00000000     0        0 0 1 0\n";
        String waiting = HEADING
                + "   1: 0100007F:C350 0100007F:1030 06 00000000:00000000 00:00000000 00000000     0        0 0 1 0\n";

        assertEquals(Optional.empty(), owner(closed));
        assertEquals(Optional.empty(), owner(waiting));
    }

    private static Optional<PeerOwner> owner(String four) {
        return PeerOwner.find(table(four, ""), end("127.0.0.1", 50000), end("127.0.0.1", 4144));
    }

    private static SocketTable table(String four, String six) {
        return new SocketTable(four.getBytes(StandardCharsets.US_ASCII), six.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Long> uids(List<SocketTable.Row> rows) {
        return rows.stream().map(SocketTable.Row::uid).toList();
    }

    private static InetSocketAddress end(String address, int port) {
        return new InetSocketAddress(address, port);
    }
}
