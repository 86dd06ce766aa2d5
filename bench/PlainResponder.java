import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Answers every piece that arrives with the same bytes and reads none of them: what the load generator, the kernel and a
 * JVM take between them. No server of HTTP can be measured to be faster than this.
 */
public final class PlainResponder {

    private PlainResponder() {}

    public static void main(String[] arguments) throws IOException {
        String body = "x".repeat(1200);
        ByteBuffer answer = ByteBuffer.allocateDirect(2048)
                .put(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII))
                .flip();
        ByteBuffer piece = ByteBuffer.allocateDirect(64 * 1024);
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("http:/" + listener.getLocalAddress() + "/");
            while (true) {
                selector.select();
                var ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isAcceptable()) {
                        SocketChannel accepted = listener.accept();
                        accepted.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                        accepted.configureBlocking(false);
                        accepted.register(selector, SelectionKey.OP_READ);
                        continue;
                    }
                    SocketChannel caller = (SocketChannel) key.channel();
                    try {
                        piece.clear();
                        if (caller.read(piece) < 0) {
                            caller.close();
                        } else {
                            answer.rewind();
                            while (answer.hasRemaining()) {
                                caller.write(answer);
                            }
                        }
                    } catch (IOException gone) {
                        caller.close();
                    }
                }
            }
        }
    }
}
