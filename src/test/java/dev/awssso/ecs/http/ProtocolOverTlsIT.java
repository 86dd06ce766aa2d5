package dev.awssso.ecs.http;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The protocol over TLS. */
@Tag("slow")
class ProtocolOverTlsIT extends ProtocolIT {

    // After the plain server of the other suite has started, which is not needed here.
    @BeforeAll
    static void startSecure() {
        server.close();
        server = TestServer.secure(home);
    }
}
