package dev.awssso.ecs.http;

import dev.awssso.ecs.tls.ServerTls;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection: its two ends, who is at the other one, and its place among all connections. */
final class Connection {

    private static final AttributeKey<Connection> KEY = AttributeKey.valueOf(Connection.class, "connection");

    private final Connections all;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final Framing framing;
    private @Nullable Future<Peer> peer;

    private Connection(Connections all, HttpConnection connection, Wire wire) {
        this.all = all;
        this.framing = new Framing(this, wire);
        this.remote = address(connection.remoteAddress());
        this.local = address(connection.localAddress());
    }

    /**
     * Takes charge of a connection that Vert.x has just accepted, before its first byte is read. Hence the limits count
     * a connection from then on, also while it is made secure.
     *
     * @param tls makes the connection secure, null for plain HTTP
     */
    static Connection accept(Connections all, HttpConnection accepted, @Nullable ServerTls tls) {
        Wire wire = new Wire(tls);
        Connection connection = new Connection(all, accepted, wire);
        var pipeline = ((ConnectionBase) accepted).channelHandlerContext().pipeline();
        wire.install(pipeline);
        pipeline.channel().attr(KEY).set(connection);
        // A caller that says it will send no more still waits for its answer.
        pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        pipeline.replace("httpDecoder", "framing", connection.framing);
        return connection;
    }

    static Connection of(HttpConnection accepted) {
        return Objects.requireNonNull(
                ((ConnectionBase) accepted).channel().attr(KEY).get());
    }

    Framing framing() {
        return framing;
    }

    /** The caller's end. */
    InetSocketAddress remote() {
        return remote;
    }

    /** Our end. */
    InetSocketAddress local() {
        return local;
    }

    /** Who is at the other end, null when nobody asked. */
    @Nullable
    Future<Peer> peer() {
        return peer;
    }

    void checkPeer(Future<Peer> verdict) {
        peer = verdict;
    }

    void idle() {
        all.idle(this);
    }

    void busy() {
        all.busy(this);
    }

    void closed() {
        all.closed(this);
    }

    private static InetSocketAddress address(SocketAddress end) {
        InetAddress address = Objects.requireNonNull(
                ((io.vertx.core.net.impl.SocketAddressImpl) end).ipAddress(), "a TCP connection has an address");
        return new InetSocketAddress(address, end.port());
    }
}
