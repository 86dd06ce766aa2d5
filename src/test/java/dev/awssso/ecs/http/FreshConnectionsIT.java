package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server without a token finds the owner of every new connection in the kernel's table of sockets, which the kernel
 * prints in pieces while it changes: rows are there twice or are missing. Here it changes all the time, on busy cores, and
 * a caller of the same user is never refused.
 */
@EnabledOnOs(OS.LINUX)
class FreshConnectionsIT {

    private static final int CALLERS = 16;

    @TempDir
    Path home;

    @Rows("C12")
    @Test
    void ownCallersAreServedWhileConnectionsComeAndGo() throws Exception {
        assertServed(500);
    }

    @Rows("C12")
    @Tag("slow")
    @Tag("load")
    @Test
    void tenThousandOwnCallersAreServedWhileConnectionsComeAndGo() throws Exception {
        assertServed(10_000);
    }

    private void assertServed(int connections) throws Exception {
        AtomicInteger left = new AtomicInteger(connections);
        AtomicInteger served = new AtomicInteger();
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (TestServer server = TestServer.open(home);
                Churn churn = Churn.start()) {
            assertEquals(200, server.put("/slot/x", Loads.of("x")).status());
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        RawHttp.Reply reply = onFreshConnection(server);
                        if (reply.status() == 200) {
                            served.incrementAndGet();
                        } else {
                            refused.add(reply.status() + ": " + reply.body());
                        }
                    }
                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
            churn.assertHasChanged(connections);
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of(), refused.stream().limit(10).toList(), refused.size() + " of " + connections);
        assertEquals(connections, served.get());
    }

    private static RawHttp.Reply onFreshConnection(TestServer server) {
        RawHttp connection = server.connect();
        try {
            return connection.send(server.request("GET", "/slot/x", "")).reply();
        } finally {
            connection.reset();
        }
    }

    /**
     * Connections that have nothing to do with the server: some hundred that stand, so that the table has several pieces,
     * of which some are replaced all the time; and a thread for each core that never rests.
     */
    private static final class Churn implements AutoCloseable {

        private static final int STANDING = 200;
        private static final int REPLACERS = 2;

        private final ServerSocket listener;
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicInteger opened = new AtomicInteger();
        private volatile boolean over;

        private Churn(ServerSocket listener) {
            this.listener = listener;
        }

        static Churn start() throws IOException {
            Churn churn = new Churn(new ServerSocket(0, 1000, InetAddress.getByName("127.0.0.1")));
            churn.spawn(churn::accept);
            for (int i = 0; i < REPLACERS; i++) {
                churn.spawn(churn::replace);
            }
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                churn.spawn(churn::spin);
            }
            return churn;
        }

        /** Shows that at least so many connections were made beside those of the test. */
        void assertHasChanged(int connections) {
            assertEquals(true, opened.get() > connections / 10, opened + " connections came and went");
        }

        private void accept() throws IOException {
            Socket[] accepted = new Socket[STANDING * REPLACERS * 2];
            for (int i = 0; !over; i = (i + 1) % accepted.length) {
                reset(accepted[i]);
                accepted[i] = listener.accept();
            }
        }

        private void replace() throws IOException {
            Socket[] standing = new Socket[STANDING];
            for (int i = 0; !over; i = (i + 1) % STANDING) {
                reset(standing[i]);
                standing[i] = new Socket();
                standing[i].connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()));
                opened.incrementAndGet();
            }
        }

        private void spin() {
            while (!over) {
                Thread.onSpinWait();
            }
        }

        // Its row is gone at once, where a close in order would leave one for a minute.
        private static void reset(Socket socket) throws IOException {
            if (socket != null) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }

        private interface Work {
            void run() throws IOException;
        }

        private void spawn(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    if (!over) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }

        @Override
        public void close() throws IOException {
            over = true;
            listener.close();
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
