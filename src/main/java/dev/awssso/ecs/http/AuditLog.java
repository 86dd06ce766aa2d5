package dev.awssso.ecs.http;

import dev.awssso.platform.PeerOwner;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.ProcessTable;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import io.vertx.core.http.HttpConnection;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit entries in a thread of its own, where it also looks up which process called, so that no request waits
 * for a disk or for {@code /proc}. What cannot be written is counted and reported.
 */
final class AuditLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Path STDERR = Path.of("-");
    private static final int MOST_WAITING = 65_536;
    private static final int BATCH = 1024;
    private static final int LOOK_UPS_IN_A_SECOND = 10;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofMillis(400);

    /**
     * One answer.
     *
     * @param slot the slot as it is written
     * @param by who called, as it is written
     * @param connection the connection, whose other end is looked up
     */
    record Entry(Instant time, String method, String slot, int status, String by, HttpConnection connection) {

        private String text(String peer) {
            return Timestamps.format(time) + " " + method + " slot=" + slot + " status=" + status + " by=" + by
                    + " peer=" + peer + "\n";
        }
    }

    private final OutputStream out;
    private final Peers peers;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    // Only what was found: who was not looked up for want of time is looked up with the next entry.
    private final Map<HttpConnection, String> found = new WeakHashMap<>();
    private final Thread writer = new Thread(this::run, "audit");
    private long second = System.nanoTime();
    private int lookUps;
    private volatile boolean ending;
    private volatile boolean abandoned;

    /**
     * A log that appends to this stream.
     *
     * @param peers knows who is at the other end where that was needed to let a caller in
     */
    AuditLog(OutputStream out, Peers peers) {
        this.out = out;
        this.peers = peers;
    }

    /** A log that appends to this file, {@code -} for stderr; a {@link Problem.LocalFile} when it cannot. */
    static AuditLog open(Path file, Peers peers) {
        AuditLog log = new AuditLog(
                file.equals(STDERR)
                        ? new FileOutputStream(FileDescriptor.err)
                        : Channels.newOutputStream(channel(file)),
                peers);
        log.start();
        return log;
    }

    /** Opens the file as an audit log: made readable for its owner alone, and no link is followed. */
    static FileChannel channel(Path file) {
        FileAttribute<?>[] mode =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Problem.LocalFile(
                        "cannot write the audit log " + file, "it is not a regular file", null, null);
            }
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                    mode);
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write the audit log " + file, PrivateFiles.reason(e), null, e);
        }
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    void write(Entry entry) {
        if (!waiting.offer(entry)) {
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
        List<Entry> batch = new ArrayList<>();
        while (!abandoned && (!ending || !waiting.isEmpty())) {
            try {
                Entry first = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH);
                    write(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | StackOverflowError defect) {
                lost.addAndGet(batch.size());
                LOG.error("audit entries could not be written: "
                        + defect.getClass().getName());
            } finally {
                batch.clear();
            }
        }
        if (lost.get() > 0) {
            LOG.errorf("%d audit entries were lost", lost.get());
        }
    }

    private void write(List<Entry> batch) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : batch) {
            text.append(entry.text(peer(entry.connection())));
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            text.append(missing).append(" audit entries were lost\n");
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            lost.addAndGet(batch.size() + missing);
            if (!abandoned) {
                LOG.error("the audit log cannot be written: " + PrivateFiles.reason(e));
            }
        }
    }

    private String peer(HttpConnection connection) {
        String known = found.get(connection);
        if (known != null) {
            return known;
        }
        Peers.Peer judged = peers.known(connection);
        PeerOwner owner = judged == null ? null : judged.owner();
        if (!mayLookUp()) {
            return owner == null ? "-" : "uid:" + owner.uid();
        }
        if (owner == null) {
            owner = lookUp(connection);
        }
        String text = owner == null ? "-" : text(owner);
        found.put(connection, text);
        return text;
    }

    // A look through all processes takes milliseconds; a caller that opens connections in a storm gets few of them.
    private boolean mayLookUp() {
        if (System.nanoTime() - second > TimeUnit.SECONDS.toNanos(1)) {
            second = System.nanoTime();
            lookUps = 0;
        }
        return lookUps++ < LOOK_UPS_IN_A_SECOND;
    }

    private static String text(PeerOwner owner) {
        OptionalLong pid = ProcessTable.holderOfSocket(owner.inode());
        return "uid:" + owner.uid() + (pid.isPresent() ? ",pid:" + pid.getAsLong() : "");
    }

    private @Nullable PeerOwner lookUp(HttpConnection connection) {
        try {
            return peers.owner(connection)
                    .get(LONGEST_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)
                    .orElse(null);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
