package dev.awssso.ecs.http;

import org.junit.jupiter.api.BeforeAll;

/** Everything that holds for bytes on a plain connection, over TLS. */
class FramingOverTlsIT extends FramingIT {

    @BeforeAll
    static void start() {
        server = TestServer.secure(home);
        server.put("/slot/x", Loads.of("x"));
    }
}
