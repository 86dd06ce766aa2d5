package dev.awssso.ecs.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection: it stands in the pipeline where Vert.x has its own decoder, and hands over one request
 * at a time, the next one when the answer to the last is written. Hence pipelined requests are answered in order, and
 * a body is never taken for a request.
 *
 * <p>All of it runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be written or closed is closed already
final class Framing extends ChannelInboundHandlerAdapter {

    /** How long a caller may take for its headers, and again for its body. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a connection may be silent between requests. */
    static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MOST_WAITING = 16 << 10;

    private enum Phase {
        /** Waiting for a request, or in the middle of its head. */
        HEAD,
        /** The head was handed over, the body is coming. */
        BODY,
        /** The request is complete, its answer is not. */
        ANSWER,
        /** The last answer is written; what still comes is thrown away. */
        LINGERING
    }

    private final Connection connection;
    private final Wire wire;
    private final RequestReader heads = new RequestReader();
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
    private Phase phase = Phase.HEAD;
    private @Nullable RequestHead head;
    private @Nullable BodyReader bodies;
    private Promise<byte[]> body = Promise.promise();
    private long deadline;
    private boolean held;
    private boolean ended;
    private @Nullable ChannelHandlerContext context;

    Framing(Connection connection, Wire wire) {
        this.connection = connection;
        this.wire = wire;
    }

    /** The head of the request that is being answered. */
    RequestHead head() {
        return Objects.requireNonNull(head);
    }

    /** The body of the request that is being answered, as soon as it is complete; fails with a {@link Rejection}. */
    Future<byte[]> body() {
        return body.future();
    }

    /** True when a part of the request that is being answered has not come yet. */
    boolean incomplete() {
        return phase == Phase.BODY;
    }

    /** True between two requests. */
    boolean idle() {
        return phase == Phase.HEAD && !heads.started() && !waiting.isReadable();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        expectFirst();
        ctx.executor().schedule(() -> look(ctx), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes) || phase == Phase.LINGERING) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (idle()) {
            expect(PATIENCE);
            connection.busy();
        }
        append(ctx, bytes);
        advance(ctx);
    }

    private void append(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (!waiting.isReadable()) {
            waiting.release();
            waiting = bytes;
            return;
        }
        ByteBuf joined = ctx.alloc().buffer(waiting.readableBytes() + bytes.readableBytes());
        joined.writeBytes(waiting).writeBytes(bytes);
        waiting.release();
        bytes.release();
        waiting = joined;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent) {
            expect(IDLE);
        }
        if (Wire.ended(event)) {
            ended = true;
            if (phase != Phase.ANSWER) {
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Wire.misspoken(cause)) {
            ctx.close();
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        phase = Phase.LINGERING;
        discard();
        connection.closed();
        ctx.fireChannelInactive();
    }

    /** The answer to the present request is written. */
    void answered(boolean last) {
        ChannelHandlerContext ctx = Objects.requireNonNull(context);
        if (phase == Phase.LINGERING) {
            return;
        }
        if (last || phase == Phase.BODY || head().closes()) {
            linger(ctx);
            return;
        }
        phase = Phase.HEAD;
        head = null;
        if (ended && !waiting.isReadable()) {
            ctx.close();
        } else if (waiting.isReadable()) {
            expect(PATIENCE);
            ctx.executor().execute(() -> advance(ctx));
        } else {
            expect(IDLE);
            connection.idle();
        }
    }

    /** Ends the connection now. */
    void close() {
        Objects.requireNonNull(context).close();
    }

    /** Reads nothing from the connection for as long as it must wait for its turn. */
    void hold(boolean wait) {
        held = wait;
        Objects.requireNonNull(context).channel().config().setAutoRead(!wait);
        expectFirst();
    }

    private void advance(ChannelHandlerContext ctx) {
        try {
            if (phase == Phase.HEAD) {
                RequestHead read = heads.read(waiting);
                if (read != null) {
                    deliver(ctx, read);
                }
            }
            readBody();
        } catch (Rejection violation) {
            violated(ctx, violation);
        }
        if (ended && phase == Phase.HEAD) {
            ctx.close();
            return;
        }
        // What a caller sends ahead waits in the socket, not in our memory.
        boolean enough = phase != Phase.HEAD && waiting.readableBytes() > MOST_WAITING;
        if (ctx.channel().config().isAutoRead() == enough) {
            ctx.channel().config().setAutoRead(!enough);
        }
    }

    private void readBody() {
        if (phase == Phase.BODY && bodies != null && bodies.read(waiting)) {
            phase = Phase.ANSWER;
            byte[] bytes = bodies.bytes();
            bodies = null;
            body.tryComplete(bytes);
        }
    }

    private void deliver(ChannelHandlerContext ctx, RequestHead read) {
        head = read;
        body = Promise.promise();
        bodies = read.hasBody() ? new BodyReader(read) : null;
        phase = read.hasBody() ? Phase.BODY : Phase.ANSWER;
        expect(PATIENCE);
        // To Vert.x every request is complete with its head; the body goes another way, when somebody wants it.
        ctx.fireChannelRead(new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(read.method()), read.target(), read.headers()));
        ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        ctx.fireChannelReadComplete();
    }

    private void violated(ChannelHandlerContext ctx, Rejection violation) {
        if (phase == Phase.HEAD) {
            discard();
            deliver(ctx, new RequestHead("GET", "/", EmptyHttpHeaders.INSTANCE, 0, true, violation));
        } else if (bodies != null) {
            discard();
            bodies = null;
            body.tryFail(violation);
        }
    }

    private void linger(ChannelHandlerContext ctx) {
        phase = Phase.LINGERING;
        discard();
        // Closing with unread bytes would reset the connection, and the caller might never see the answer.
        ctx.channel().config().setAutoRead(true);
        wire.farewell(ctx.channel());
        ctx.executor().schedule(() -> ctx.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void discard() {
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
    }

    // The handshake of TLS must be over as soon as headers must.
    private void expectFirst() {
        expect(wire.ready() ? IDLE : PATIENCE);
    }

    private void expect(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
    }

    private void look(ChannelHandlerContext ctx) {
        if (phase == Phase.LINGERING) {
            return;
        }
        boolean late = !held && deadline - System.nanoTime() <= 0;
        if (late && idle()) {
            ctx.close();
            return;
        }
        if (late) {
            violated(
                    ctx,
                    Rejection.of(Rejection.TIMEOUT, "The request took too long.")
                            .closing());
        }
        ctx.executor().schedule(() -> look(ctx), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
}
