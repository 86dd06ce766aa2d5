package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to end while callers come back all the time. */
class EndUnderLoadIT {

    private static final int CALLERS = 16;
    private static final int ROUNDS = 3;
    private static final int ENOUGH = 300;

    @TempDir
    Path home;

    private final AtomicInteger answers = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Rows("L9")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysNothingAndGivesNoHalfAnswer(boolean token) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            answers.set(0);
            over = false;
            try (TestServer server = token ? TestServer.withToken(home) : TestServer.open(home)) {
                assertEquals(200, server.put("/slot/x", Loads.of("x")).status());
                List<Thread> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    int number = i;
                    Thread caller = new Thread(() -> call(server, number));
                    caller.start();
                    callers.add(caller);
                }
                while (answers.get() < ENOUGH && wrong.isEmpty()) {
                    Thread.sleep(1);
                }
                assertEquals(0, server.program().terminate());
                over = true;
                for (Thread caller : callers) {
                    caller.join();
                }
                assertEquals(List.of(), List.copyOf(wrong));
                assertSilent(server.program().err());
            }
        }
    }

    // Some on new connections, some on old ones with several requests on their way, some with changes.
    private void call(TestServer server, int number) {
        byte[] get = server.request("GET", "/slot/x", "");
        while (!over) {
            int expected = 0;
            int read = 0;
            try (RawHttp connection = server.connect()) {
                do {
                    expected = number % 3 == 0 ? 4 : 1;
                    read = 0;
                    for (int i = 0; i < expected; i++) {
                        connection.send(
                                number % 5 == 4 ? server.putRequest("/slot/" + number, Loads.of("" + number)) : get);
                    }
                    for (; read < expected; read++) {
                        RawHttp.Reply reply = connection.reply();
                        if (reply.status() == 200) {
                            answers.incrementAndGet();
                        } else {
                            wrong.add(reply.status() + " " + reply.body());
                        }
                    }
                } while (!over && number % 2 == 0);
            } catch (UncheckedIOException ended) {
                // Refused, reset, or closed: before an answer, or else it would be half of one.
                String why = String.valueOf(ended.getCause().getMessage());
                if (why.contains("in the middle of an answer: ") && !why.endsWith(": ")) {
                    wrong.add(why);
                }
            } catch (AssertionError half) {
                wrong.add(String.valueOf(half.getMessage()));
            }
        }
    }

    // What a server says of its start and of changes, and nothing else.
    private static void assertSilent(String err) {
        List<String> lines =
                err.lines().filter(line -> !line.contains("INFO loaded slot ")).toList();
        assertEquals(1, lines.size(), err);
        assertTrue(lines.get(0).contains("credentials server on http://"), err);
    }
}
