package dev.awssso.signin;

import dev.awssso.json.JsonObject;
import dev.awssso.secrets.Secret;
import java.time.Instant;

/** Token files for tests. */
final class TestTokens {

    static final Instant END = Instant.parse("2026-11-21T09:49:32Z");

    private TestTokens() {}

    /** A token with everything a token file can have. */
    static TokenFile of(String startUrl, String region) {
        return new TokenFile(
                startUrl,
                region,
                new AccessToken(Secret.of("access"), END),
                new TokenFile.Client("client", Secret.of("proof"), Instant.parse("2027-02-19T01:49:32Z")),
                Secret.of("refresh"),
                JsonObject.empty());
    }
}
