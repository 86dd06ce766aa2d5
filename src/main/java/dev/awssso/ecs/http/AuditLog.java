package dev.awssso.ecs.http;

import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.ProcessTable;
import dev.awssso.platform.SocketTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit lines in a thread of its own, where it also looks up which process called, so that no request waits for
 * a disk or for {@code /proc}.
 */
final class AuditLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int MOST_WAITING = 65_536;
    private static final int BATCH = 1024;
    private static final int LOOK_UPS_IN_A_SECOND = 10;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_END = Duration.ofMillis(400);

    /**
     * One line that is still to be completed with the caller's process.
     *
     * @param text the line without its end
     * @param owner who holds the other end, null when that is not known yet
     * @param connection whose other end it is
     */
    record Line(String text, @Nullable PeerOwner owner, Connection connection) {}

    private final OutputStream out;
    private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Map<Connection, String> peers = new WeakHashMap<>();
    private final Thread writer = new Thread(this::run, "audit");
    private final Semaphore lookUps = new Semaphore(LOOK_UPS_IN_A_SECOND);
    private volatile boolean ending;
    private volatile boolean abandoned;

    /** A log that appends to this stream. */
    AuditLog(OutputStream out) {
        this.out = out;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    void write(Line line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    /** Writes what is waiting, and ends. */
    @Override
    public void close() {
        // No interrupt: it would close a file that is being written.
        ending = true;
        try {
            writer.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
    }

    private void run() {
        List<Line> batch = new ArrayList<>();
        long second = System.nanoTime();
        while (!abandoned && (!ending || !waiting.isEmpty())) {
            try {
                Line first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
            } catch (InterruptedException e) {
                return;
            }
            if (System.nanoTime() - second > TimeUnit.SECONDS.toNanos(1)) {
                second = System.nanoTime();
                lookUps.drainPermits();
                lookUps.release(LOOK_UPS_IN_A_SECOND);
            }
            waiting.drainTo(batch, BATCH);
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Line> batch) {
        StringBuilder text = new StringBuilder();
        for (Line line : batch) {
            text.append(line.text())
                    .append(" peer=")
                    .append(peers.computeIfAbsent(line.connection(), ignored -> peer(line)))
                    .append('\n');
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            text.append(missing).append(" audit lines were lost: they came faster than they could be written\n");
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            if (!abandoned) {
                LOG.error("the audit log cannot be written");
            }
        }
    }

    // A look through all processes takes milliseconds; a caller that opens connections in a storm gets few of them.
    private String peer(Line line) {
        boolean search = lookUps.tryAcquire();
        PeerOwner owner = line.owner();
        if (owner == null && search) {
            owner = lookUp(line.connection()).orElse(null);
        }
        if (owner == null) {
            return "-";
        }
        OptionalLong pid = search ? ProcessTable.holderOfSocket(owner.inode()) : OptionalLong.empty();
        return "uid:" + owner.uid() + (pid.isPresent() ? ",pid:" + pid.getAsLong() : "");
    }

    private static Optional<PeerOwner> lookUp(Connection connection) {
        try {
            return PeerOwner.find(SocketTable.read(), connection.remote(), connection.local());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
