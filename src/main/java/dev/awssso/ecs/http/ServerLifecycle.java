package dev.awssso.ecs.http;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.Slots;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.SocketTable;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Notes;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What a server does from the moment it listens until it ends, besides answering. */
@Singleton
public class ServerLifecycle {

    private static final Logger LOG = Logger.getLogger(ServerLifecycle.class);
    private static final long SLOT_MILLIS = 250;
    private static final long REPORT_SECONDS = 60;
    private static final long LONGEST_TASK_MILLIS = 50;
    private static final long LONGEST_FINISH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final ServerSettings settings;
    private final Tokens tokens;
    private final Slots slots;
    private final TokenLooks looks;
    private final RequestLog log;
    private final RequestFilters filters;
    private final RequestBodies bodies;
    private final Vertx vertx;
    private final Notes notes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "slots");
        thread.setDaemon(true);
        return thread;
    });

    ServerLifecycle(
            ServerSettings settings,
            Tokens tokens,
            Slots slots,
            TokenLooks looks,
            RequestLog log,
            RequestFilters filters,
            RequestBodies bodies,
            Vertx vertx,
            Notes notes) {
        this.settings = settings;
        this.tokens = tokens;
        this.slots = slots;
        this.looks = looks;
        this.log = log;
        this.filters = filters;
        this.bodies = bodies;
        this.vertx = vertx;
        this.notes = notes;
    }

    /** The server listens here now: fills its slots and tells so. */
    @SuppressWarnings("FutureReturnValueIgnored") // the timer goes on until the server ends
    public void start(InetSocketAddress end) {
        settings.starts().forEach(slots::start);
        timer.scheduleAtFixedRate(guarded(slots::tick), SLOT_MILLIS, SLOT_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(guarded(log::report), REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
        looks.start(() -> notes.note("a bearer token was stored: it is required from now on"));
        announce(end);
    }

    /** Takes no more requests, and waits a moment for those that are in progress. */
    @SuppressWarnings("deprecation") // what replaces nettyEventLoopGroup is internal to Vert.x
    public void finishRequests() {
        filters.end();
        // What an event loop is at by now is done when it comes to this.
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loop.submit(() -> {}).awaitUninterruptibly(LONGEST_TASK_MILLIS);
        }
        long begun = System.nanoTime();
        while (bodies.inProgress() > 0 && System.nanoTime() - begun < LONGEST_FINISH_NANOS) {
            Thread.onSpinWait();
        }
    }

    private void announce(InetSocketAddress end) {
        if (hasForeignNeighbour(end)) {
            notes.note("another user's process listens on [::1]:" + end.getPort()
                    + ", and the name localhost may resolve to it; use 127.0.0.1");
        }
        if (tokens.variableDiffers()) {
            notes.note("using the stored bearer token, not the one in the environment");
        }
        boolean token = tokens.book().demandsToken();
        if (!token && OperatingSystem.current() != OperatingSystem.LINUX) {
            notes.note("any user of this machine can read the credentials; "
                    + "to require a token: aws-sso ecs bearer-token --generate");
        }
        boolean secure = settings.certificate() != null;
        String who = token
                ? "a bearer token is required"
                : "no bearer token: all processes of this user can read the credentials";
        String url = (secure ? "https://" : "http://") + NumericAddress.of(end) + "/";
        String tls = secure ? "HTTPS only" : "no TLS";
        notes.note("credentials server on " + url + " (" + who + "; " + tls + ")");
    }

    // True when a process of another user listens on IPv6's loopback with the same port.
    private static boolean hasForeignNeighbour(InetSocketAddress end) {
        OptionalLong uid = UserId.effective();
        if (uid.isEmpty() || !end.getAddress().getHostAddress().equals("127.0.0.1")) {
            return false;
        }
        try {
            return SocketTable.read().listeners(end.getPort()).stream()
                    .filter(row -> row.local().getAddress() instanceof Inet6Address)
                    .filter(row -> row.local().getAddress().isLoopbackAddress()
                            || row.local().getAddress().isAnyLocalAddress())
                    .anyMatch(row -> row.uid() != uid.getAsLong());
        } catch (IOException e) {
            return false;
        }
    }

    // A timer forgets a task that has failed once: a defect must not end all renewal without a message.
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | StackOverflowError defect) {
                LOG.error("internal error while the slots were checked", defect);
            }
        };
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
    }
}
