import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One request after the other on each of some connections, all from one thread, as SDKs ask: the next request of a
 * connection is sent when the answer before has been read. Each answer must be a 200 of the length that the first one
 * of its connection had.
 */
final class LoadGenerator {

    /** What one run measured; latencies in milliseconds. */
    record Figures(double perSecond, double p50, double p99, long requests) {}

    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final ByteBuffer request;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(64 * 1024);
    private float[] latencies = new float[1 << 16];
    private int count;

    LoadGenerator(int port, String path) {
        this.port = port;
        byte[] head = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.request = ByteBuffer.allocateDirect(head.length).put(head).flip();
    }

    private static final class Connection {
        private final SocketChannel channel;
        private long sent;
        private int received;
        private int length;

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Asks on so many connections for so long. */
    Figures run(int connections, double seconds) throws IOException {
        try (Selector selector = Selector.open()) {
            Connection[] all = new Connection[connections];
            for (int i = 0; i < connections; i++) {
                all[i] = open(selector);
            }
            count = 0;
            long begun = System.nanoTime();
            long end = begun + (long) (seconds * 1e9);
            for (Connection one : all) {
                send(one);
            }
            int waiting = connections;
            while (waiting > 0) {
                if (selector.select(10_000) == 0) {
                    throw new IOException("no answer within 10 s");
                }
                var ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    Connection one = (Connection) ready.next().attachment();
                    ready.remove();
                    if (!complete(one)) {
                        continue;
                    }
                    long now = System.nanoTime();
                    note((now - one.sent) / 1e6f);
                    if (now < end) {
                        send(one);
                    } else {
                        waiting--;
                    }
                }
            }
            double time = (System.nanoTime() - begun) / 1e9;
            for (Connection one : all) {
                one.channel.close();
            }
            float[] sorted = Arrays.copyOf(latencies, count);
            Arrays.sort(sorted);
            return new Figures(count / time, sorted[count / 2], sorted[(int) (count * 0.99)], count);
        }
    }

    private Connection open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection made = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, made);
        return made;
    }

    private void send(Connection to) throws IOException {
        to.received = 0;
        to.sent = System.nanoTime();
        request.rewind();
        while (request.hasRemaining()) {
            to.channel.write(request);
        }
    }

    private boolean complete(Connection from) throws IOException {
        piece.clear();
        int read = from.channel.read(piece);
        if (read < 0) {
            throw new IOException("the server closed a connection");
        }
        if (from.received == 0) {
            check(read);
        }
        if (from.length == 0) {
            from.length = lengthOf(read);
        }
        from.received += read;
        if (from.received > from.length) {
            throw new IOException("an answer is longer than the first one");
        }
        return from.received == from.length;
    }

    private void check(int read) throws IOException {
        for (int i = 0; i < GOOD.length; i++) {
            if (i >= read || piece.get(i) != GOOD[i]) {
                throw new IOException("answered " + text(read));
            }
        }
    }

    // Head and body of the first answer, whose head comes in one piece on loopback.
    private int lengthOf(int read) throws IOException {
        String head = text(read);
        int body = head.indexOf("\r\n\r\n") + 4;
        var field = java.util.regex.Pattern.compile("(?i)\r\ncontent-length: *(\\d+)").matcher(head);
        if (body < 4 || !field.find()) {
            throw new IOException("no length in " + head);
        }
        return body + Integer.parseInt(field.group(1));
    }

    private String text(int read) {
        byte[] bytes = new byte[read];
        piece.get(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void note(float milliseconds) {
        if (count == latencies.length) {
            latencies = Arrays.copyOf(latencies, count * 2);
        }
        latencies[count++] = milliseconds;
    }
}
