package dev.awssso.ecs.http;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

/** Everything that holds for bytes on a plain connection, over TLS. */
class FramingOverTlsIT extends FramingIT {

    // After the plain server of the other suite has started, which is not needed here.
    @BeforeAll
    static void startSecure() {
        server.close();
        server = TestServer.secure(home);
        server.put("/slot/x", Loads.of("x"));
    }

    // Not a test here: what a target means does not depend on what it came over, and once takes minutes.
    @Override
    void noTargetOfManyEverFailsOrMovesOrReachesAnotherSlot(Path other) {}
}
