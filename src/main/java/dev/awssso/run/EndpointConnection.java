package dev.awssso.run;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One caller of the endpoint: its requests one after another, each answered before the next is looked at. */
final class EndpointConnection {

    private static final int LARGEST_HEAD = RequestHead.LONGEST_LINE + RequestHead.LONGEST_HEADERS;
    private static final String END = "\r\n\r\n";

    private final SocketChannel channel;
    private final EndpointListener.Responder responder;
    private final ByteBuffer received = ByteBuffer.allocate(LARGEST_HEAD + END.length());
    private @Nullable SelectionKey key;
    private ByteBuffer answer = ByteBuffer.allocate(0);
    private long since = System.nanoTime();
    private boolean last;
    private boolean over;

    EndpointConnection(SocketChannel channel, EndpointListener.Responder responder) {
        this.channel = channel;
        this.responder = responder;
    }

    void register(Selector selector) throws IOException {
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** True when it is closed. */
    boolean over() {
        return over;
    }

    /** True when it has neither completed a request nor taken an answer for so long. */
    boolean waitedFor(Duration patience) {
        return System.nanoTime() - since > patience.toNanos();
    }

    /** Reads and writes what can be now; true when an answer was taken whole. */
    boolean proceed() {
        try {
            boolean progress = write();
            if (!answer.hasRemaining()) {
                read();
                progress |= answerAll();
            }
            if (over || (last && !answer.hasRemaining())) {
                close();
            } else {
                interest(answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            }
            return progress;
        } catch (IOException | CancelledKeyException gone) {
            close();
            return false;
        }
    }

    /** Says so, where that can still be said, and ends. */
    void tooSlow(ProtocolError error) {
        try {
            if (received.position() > 0 && !answer.hasRemaining()) {
                channel.write(ByteBuffer.wrap(EndpointResponse.of(error).toBytes(false, true)));
            }
        } catch (IOException gone) {
            // Then nobody waits for it.
        }
        close();
    }

    void close() {
        over = true;
        try {
            channel.close();
        } catch (IOException ignored) {
            // Closed all the same.
        }
    }

    private void interest(int operation) {
        if (key != null) {
            key.interestOps(operation);
        }
    }

    private void read() throws IOException {
        if (!last && received.hasRemaining() && channel.read(received) < 0) {
            last = true;
        }
    }

    private boolean write() throws IOException {
        if (!answer.hasRemaining()) {
            return false;
        }
        channel.write(answer);
        if (answer.hasRemaining()) {
            return false;
        }
        since = System.nanoTime();
        return true;
    }

    // Pipelined requests too, as long as their answers are taken.
    private boolean answerAll() throws IOException {
        boolean progress = false;
        while (!answer.hasRemaining() && !over) {
            String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf(END);
            if (end < 0) {
                if (!received.hasRemaining()) {
                    refuse(tooLong(text));
                }
                progress |= write();
                return progress;
            }
            received.flip().position(end + END.length());
            received.compact();
            answer(text.substring(0, end));
            progress |= write();
        }
        return progress;
    }

    private static ProtocolError tooLong(String text) {
        return text.indexOf('\n') < 0
                ? ProtocolError.of(ProtocolError.LINE_TOO_LONG, "The request line is too long.")
                : ProtocolError.of(ProtocolError.HEADERS_TOO_LARGE, "The headers are too long.");
    }

    private void answer(String head) {
        try {
            RequestHead request = RequestHead.parse(head);
            EndpointResponse response = responder.respond(request);
            boolean close =
                    response.closes() || request.values("connection").stream().anyMatch("close"::equalsIgnoreCase);
            last |= close;
            answer = ByteBuffer.wrap(response.toBytes(request.method().equals("HEAD"), close));
        } catch (RequestRejected rejected) {
            refuse(rejected.error());
        } catch (RuntimeException defect) {
            // One caller gets to know; the others are served as before.
            refuse(ProtocolError.of(
                    ProtocolError.DEFECT, "Internal error " + defect.getClass().getSimpleName() + "."));
        }
    }

    private void refuse(ProtocolError error) {
        last = true;
        received.clear();
        answer = ByteBuffer.wrap(EndpointResponse.of(error).toBytes(false, true));
    }
}
