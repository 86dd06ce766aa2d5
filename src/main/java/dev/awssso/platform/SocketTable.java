package dev.awssso.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The kernel's table of TCP sockets, {@code /proc/net/tcp} and {@code /proc/net/tcp6}, as it was when it was read. Only
 * Linux has one, and it shows the sockets of this network namespace alone.
 *
 * <p>Grammar of a row (proc_pid_net(5)): {@code sl: LOCAL:PORT REMOTE:PORT STATE TX:RX TR:WHEN RETRANSMIT UID TIMEOUT
 * INODE ...}; addresses are words of 32 bits in the byte order of the machine, ports are hexadecimal.
 */
public final class SocketTable {

    private static final Path IPV4 = Path.of("/proc/net/tcp");
    private static final Path IPV6 = Path.of("/proc/net/tcp6");

    /**
     * One socket.
     *
     * @param local its own end; an IPv4 address that IPv6 carries ({@code ::ffff:1.2.3.4}) is shown here as IPv4
     * @param remote the other end, the zero address and port 0 for a listener
     * @param state the kernel's number of the state: 1 established, 4 and 5 closing on one side, 10 listening
     * @param uid who owns it; 0 also for sockets that nobody owns any longer
     * @param inode 0 when no process holds it any longer
     */
    public record Row(InetSocketAddress local, InetSocketAddress remote, int state, long uid, long inode) {

        /** The state number of a listening socket. */
        public static final int LISTENING = 0x0A;

        public boolean listening() {
            return state == LISTENING;
        }
    }

    private final byte[] ipv4;
    private final byte[] ipv6;

    /**
     * A table as the kernel prints it (proc_net_tcp in the kernel's documentation).
     *
     * @param ipv4 the text of {@code /proc/net/tcp}
     * @param ipv6 the text of {@code /proc/net/tcp6}, empty where there is none
     */
    public SocketTable(byte[] ipv4, byte[] ipv6) {
        this.ipv4 = ipv4.clone();
        this.ipv6 = ipv6.clone();
    }

    /** The table as it is now. Fails where there is none: not Linux, or {@code /proc} is hidden. */
    public static SocketTable read() throws IOException {
        byte[] four = Files.readAllBytes(IPV4);
        // A kernel without IPv6 has no second file.
        byte[] six = Files.exists(IPV6) ? Files.readAllBytes(IPV6) : new byte[0];
        return new SocketTable(four, six);
    }

    /** The sockets that connect these two ends, seen from {@code local}. */
    public List<Row> connections(InetSocketAddress local, InetSocketAddress remote) {
        return rows(
                local.getPort(),
                remote.getPort(),
                row -> row.local().equals(local) && row.remote().equals(remote));
    }

    /** The sockets that listen on this port, on whatever address. */
    public List<Row> listeners(int port) {
        return rows(port, 0, Row::listening);
    }

    /** The listening sockets that would accept a connection to this address: bound to it, or to every address. */
    public List<Row> listenersFor(InetSocketAddress dialled) {
        return listeners(dialled.getPort()).stream()
                .filter(row -> row.local().getAddress().equals(dialled.getAddress())
                        || row.local().getAddress().isAnyLocalAddress())
                .toList();
    }

    // The bytes of a line are looked at before a row is made of it: a busy machine has tens of thousands of closing
    // sockets.
    private List<Row> rows(int localPort, int remotePort, Predicate<Row> wanted) {
        byte[] here = hex(localPort);
        byte[] there = hex(remotePort);
        List<Row> found = new ArrayList<>();
        for (byte[] table : List.of(ipv4, ipv6)) {
            int start = after(table, 0, '\n');
            while (start < table.length) {
                int end = after(table, start, '\n');
                int local = after(table, after(table, start, ':'), ':');
                int remote = after(table, local, ':');
                if (matches(table, local, here) && matches(table, remote, there)) {
                    Row row = row(new String(table, start, end - start, StandardCharsets.ISO_8859_1));
                    if (wanted.test(row)) {
                        found.add(row);
                    }
                }
                start = end;
            }
        }
        return found;
    }

    private static byte[] hex(int port) {
        return String.format(Locale.ROOT, "%04X", port).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int after(byte[] table, int from, char sign) {
        int i = from;
        while (i < table.length && table[i] != sign) {
            i++;
        }
        return i + 1;
    }

    private static boolean matches(byte[] table, int at, byte[] text) {
        return at + text.length <= table.length && Arrays.equals(table, at, at + text.length, text, 0, text.length);
    }

    private static Row row(String line) {
        String[] words = line.strip().split(" +", -1);
        return new Row(
                address(words[1]),
                address(words[2]),
                Integer.parseInt(words[3], 16),
                Long.parseLong(words[7]),
                Long.parseLong(words[9]));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.indexOf(':');
        ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < colon; i += 8) {
            bytes.putInt((int) Long.parseLong(text.substring(i, i + 8), 16));
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(bytes.array()), Integer.parseInt(text.substring(colon + 1), 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.capacity() + " bytes", e);
        }
    }
}
