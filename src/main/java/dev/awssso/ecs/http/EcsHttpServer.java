package dev.awssso.ecs.http;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.tls.ServerTls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The listener of the credentials server. The framework's own listener is off, since its parser, its defaults and its
 * errors are not those of the protocol; the resources behind the {@link Gate} are the framework's.
 */
public final class EcsHttpServer {

    private static final int BACKLOG = 512;
    private static final long PATIENCE_MILLIS = 400;
    private static final long SELF_PATIENCE_MILLIS = 3000;

    private final Vertx vertx;
    private final ServerSettings settings;
    private final Tokens tokens;
    private final @Nullable ServerTls tls;
    private final Connections connections = new Connections();
    private final ExecutorService lookups = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "peers");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable PeerChecks peers;
    private final AuditLog audit;
    private final Gate gate;
    private final Context loop;
    private @Nullable HttpServer server;

    /**
     * What a listener needs of the world.
     *
     * @param uid whose processes count as the user's own, empty where the system does not tell
     * @param tls makes connections secure, null for plain HTTP
     * @param auditOut takes the audit lines
     * @param resources takes the requests that passed the gate
     */
    public record World(
            Vertx vertx,
            InstantSource clock,
            RandomGenerator random,
            OptionalLong uid,
            @Nullable ServerTls tls,
            OutputStream auditOut,
            Handler<HttpServerRequest> resources) {}

    /** A server that does not listen yet. */
    public EcsHttpServer(ServerSettings settings, Tokens tokens, World world) {
        this.vertx = world.vertx();
        this.loop = vertx.getOrCreateContext();
        this.settings = settings;
        this.tokens = tokens;
        this.tls = world.tls();
        this.peers = world.uid().isPresent() ? new PeerChecks(world.uid().getAsLong(), lookups) : null;
        this.audit = new AuditLog(world.auditOut());
        this.gate = new Gate(
                List.of(
                        new HostGuard(settings.address(), settings.allowedHosts()),
                        new BrowserGuard(),
                        new ProxyGuard(),
                        new HealthCheck(tokens)),
                new Gate.Callers(
                        new CallerGuard(tokens, new TokenLooks(tokens, vertx, lookups), world.clock()),
                        new FailureBrake(vertx, world.clock(), world.random())),
                new Journal(audit, world.clock()),
                world.resources());
    }

    /** Listens; yields the address and port, or fails as the system does. */
    public Future<InetSocketAddress> listen() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.address().getHostAddress())
                .setPort(settings.port())
                .setAcceptBacklog(BACKLOG)
                .setReusePort(false)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setTcpNoDelay(true);
        audit.start();
        HttpServer made =
                vertx.createHttpServer(options).connectionHandler(this::accept).requestHandler(gate);
        server = made;
        Promise<HttpServer> listening = Promise.promise();
        // One event loop for all connections: what they share needs no lock.
        loop.runOnContext(ignored -> made.listen().onComplete(listening));
        return listening.future().map(up -> new InetSocketAddress(settings.address(), up.actualPort()));
    }

    /** True when it speaks HTTPS and nothing else. */
    boolean secure() {
        return tls != null;
    }

    /** True when a connection of this very process, once the server listens there, is taken for its user's. */
    boolean knowsItself(InetSocketAddress end) {
        if (peers == null) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(end, (int) SELF_PATIENCE_MILLIS);
            return peers.check((InetSocketAddress) socket.getLocalSocketAddress(), end)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SELF_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .trusted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void accept(HttpConnection accepted) {
        Connection connection = Connection.accept(connections, accepted, tls);
        connections.opened(connection);
        if (peers == null || tokens.book().demandsToken()) {
            return;
        }
        Future<Peer> verdict = peers.check(connection.remote(), connection.local());
        connection.checkPeer(verdict);
        verdict.onSuccess(peer -> {
            if (!peer.trusted()) {
                loop.runOnContext(ignored -> connections.unproven(connection));
            }
        });
    }

    /** Takes no more connections, lets the requests in progress end, and closes. Returns within a second. */
    public void close() {
        HttpServer open = server;
        if (open != null) {
            Promise<Void> drained = Promise.promise();
            loop.runOnContext(ignored -> connections.drain().onComplete(drained));
            await(drained.future());
            await(open.close());
        }
        audit.close();
        lookups.shutdownNow();
    }

    private static void await(Future<Void> closed) {
        try {
            closed.toCompletionStage().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The process ends either way.
        }
    }
}
