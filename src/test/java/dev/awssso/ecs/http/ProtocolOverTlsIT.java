package dev.awssso.ecs.http;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The protocol over TLS. */
@Tag("slow")
class ProtocolOverTlsIT extends ProtocolIT {

    @BeforeAll
    static void start() {
        server = TestServer.secure(home);
    }
}
