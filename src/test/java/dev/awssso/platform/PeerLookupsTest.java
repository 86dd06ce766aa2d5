package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Rows("C12")
class PeerLookupsTest {

    private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 50000);
    private static final InetSocketAddress OURS = new InetSocketAddress("127.0.0.1", 4144);
    private static final String ROW =
            "   1: 0100007F:C350 0100007F:1030 01 00000000:00000000 00:00000000 00000000  1001        0 4712 1 0\n";

    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final Deque<String> tables = new ArrayDeque<>();
    private final List<Long> begun = new ArrayList<>();

    @AfterEach
    void end() {
        reader.shutdownNow();
    }

    @Test
    void aRowThatTheFirstSnapshotLacksIsFoundInTheSecond() throws Exception {
        tables.addAll(List.of("", ROW));

        assertEquals(Optional.of(new PeerOwner(1001, 4712)), find());
        assertTrue(begun.get(1) - begun.get(0) >= Duration.ofMillis(20).toNanos(), begun.toString());
    }

    @Test
    void whatTwoSnapshotsLackIsNotThere() throws Exception {
        tables.addAll(List.of("", "", ROW));

        assertEquals(Optional.empty(), find());
        assertEquals(2, begun.size());
    }

    @Test
    void aTableThatCannotBeReadKeepsNobodyWaiting() {
        ExecutionException failure = assertThrows(ExecutionException.class, this::find);

        assertInstanceOf(IOException.class, failure.getCause());
        tables.add("   1: rubbish:C350 rubbish:1030 01\n");
        assertThrows(ExecutionException.class, this::find);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyOneOfManyFreshConnectionsIsThisUsersUnderChurn() throws Exception {
        assertEquals(0, strangersOf(400));
    }

    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    void everyOneOfTenThousandFreshConnectionsIsThisUsersUnderChurn() throws Exception {
        assertEquals(0, strangersOf(10_000));
    }

    private Optional<PeerOwner> find() throws Exception {
        return new PeerLookups(this::next, reader).find(PEER, OURS).get(10, TimeUnit.SECONDS);
    }

    private SocketTable next() throws IOException {
        begun.add(System.nanoTime());
        if (tables.isEmpty()) {
            throw new IOException("no table");
        }
        String rows = "  sl  local_address rem_address   st ...\n" + tables.remove();
        return new SocketTable(rows.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    // How many of so many connections of this process are not seen to be this user's, while others come and go and all
    // processors are busy.
    private int strangersOf(int connections) throws Exception {
        long uid = UserId.effective().orElseThrow();
        PeerLookups lookups = new PeerLookups(reader);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService load = Executors.newCachedThreadPool();
        int strangers = 0;
        try (ServerSocket server = new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1"));
                ServerSocket churn = new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                load.execute(() -> spin(over));
                load.execute(() -> comeAndGo(churn, over));
            }
            for (int i = 0; i < connections; i++) {
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                try (client;
                        Socket accepted = server.accept()) {
                    client.setSoLinger(true, 0);
                    CompletableFuture<Optional<PeerOwner>> owner =
                            lookups.find((InetSocketAddress) client.getLocalSocketAddress(), (InetSocketAddress)
                                    accepted.getLocalSocketAddress());
                    boolean ours = owner.get(1, TimeUnit.MINUTES)
                            .filter(found -> found.uid() == uid)
                            .isPresent();
                    strangers += ours ? 0 : 1;
                }
            }
        } finally {
            over.set(true);
            load.shutdownNow();
        }
        return strangers;
    }

    private static void spin(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private static void comeAndGo(ServerSocket churn, AtomicBoolean over) {
        while (!over.get()) {
            try (Socket client = new Socket(churn.getInetAddress(), churn.getLocalPort());
                    Socket accepted = churn.accept()) {
                client.getOutputStream().write(accepted.getPort());
                // Closed without a wait: the table changes all the time and stays small.
                client.setSoLinger(true, 0);
            } catch (IOException closed) {
                return;
            }
        }
    }
}
