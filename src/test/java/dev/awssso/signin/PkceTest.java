package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.secrets.Secret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PkceTest {

    // RFC 7636 appendix B
    @Test
    void challengeIsThatOfTheRfc() {
        assertEquals(
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                Pkce.challenge(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
    }

    @Test
    void verifierHas64Characters() {
        assertTrue(Pkce.verifier(new SecureRandom()).reveal().matches("[A-Za-z0-9_-]{64}"));
    }
}
