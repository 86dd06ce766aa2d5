package dev.awssso.ecs.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A program on the server's port that answers as it likes and remembers every byte it was sent. */
public final class RecordingListener implements AutoCloseable {

    /** What an aws-sso server without a token says to everybody. */
    public static final String ALIVE = ok("{\"status\":\"UP\"}");

    private final ServerSocket socket;
    private final UnaryOperator<String> answers;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private RecordingListener(ServerSocket socket, UnaryOperator<String> answers) {
        this.socket = socket;
        this.answers = answers;
    }

    /** Listens on a free port of 127.0.0.1; the answer to a request is made of its head, empty to hang up. */
    public static RecordingListener start(UnaryOperator<String> answers) throws IOException {
        return start(0, answers);
    }

    /** The same on this port. */
    public static RecordingListener start(int port, UnaryOperator<String> answers) throws IOException {
        RecordingListener listener =
                new RecordingListener(new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1")), answers);
        listener.spawn(listener::accept);
        return listener;
    }

    public static String ok(String body) {
        return reply(200, body);
    }

    public static String reply(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Everything that anybody sent. */
    public synchronized String received() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket peer : open) {
            peer.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                open.add(peer);
                spawn(() -> serve(peer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            InputStream in = peer.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                remember(c);
                head.append((char) c);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    readBody(in, head);
                    String answer = answers.apply(head.toString());
                    if (answer.isEmpty()) {
                        return;
                    }
                    peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    head.setLength(0);
                }
            }
        } catch (IOException e) {
            // The other side went away, which tests do on purpose.
        }
    }

    private void readBody(InputStream in, StringBuilder head) throws IOException {
        int start = head.indexOf("Content-Length: ");
        if (start >= 0) {
            int length = Integer.parseInt(
                    head.substring(start + 16).lines().findFirst().orElseThrow());
            for (int i = 0; i < length; i++) {
                remember(in.read());
            }
        }
    }

    private synchronized void remember(int c) {
        received.write(c);
    }

    private void spawn(Runnable work) {
        Thread thread = new Thread(work, "listener");
        thread.setDaemon(true);
        thread.start();
    }
}
