package dev.awssso.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.ecs.protocol.NumericAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static final BearerToken ADMIN = BearerToken.parse("0123456789abcdefghijklmnopqrstuvwxyz");
    private static final String TEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    @Test
    void theProofIsTheOneOfTheProtocol() throws UnknownHostException {
        // printf 'aws-sso-ecs-proof-v1\n127.0.0.1:4144\n%s' TEXT | openssl dgst -sha256 -hmac TOKEN -binary | base64url
        assertEquals(
                "DA_XfbZbK0tJiqy7mH5wZBP7jy8kcm8voNzRyJKahGI",
                new Challenge(TEXT).proof(ADMIN, end("127.0.0.1", 4144)));
    }

    @Test
    void anotherPortAddressOrTokenIsAnotherProof() throws UnknownHostException {
        Challenge challenge = Challenge.fresh(new SecureRandom());
        InetSocketAddress here = end("127.0.0.1", 4144);
        String proof = challenge.proof(ADMIN, here);

        assertTrue(challenge.provenBy(proof, ADMIN, here));
        assertFalse(challenge.provenBy(proof, ADMIN, end("127.0.0.1", 4145)));
        assertFalse(challenge.provenBy(proof, ADMIN, end("::1", 4144)));
        assertFalse(challenge.provenBy(proof, BearerToken.generate(new SecureRandom()), here));
        assertFalse(Challenge.fresh(new SecureRandom()).provenBy(proof, ADMIN, here));
        assertFalse(challenge.provenBy("", ADMIN, here));
    }

    @Test
    void aFreshOneIsWellFormed() {
        Challenge challenge = Challenge.fresh(new SecureRandom());

        assertEquals(Optional.of(challenge), Challenge.parse(challenge.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", TEXT + "A", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+"})
    void otherTextsAreMalformed(String header) {
        assertEquals(Optional.empty(), Challenge.parse(header));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:4144",
        "0:0:0:0:0:0:0:1, [::1]:4144",
        "::, [::]:4144",
        "fe80::1, [fe80::1]:4144",
        "2001:DB8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:4144",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:4144",
        "1:0:0:2:0:0:0:3, [1:0:0:2::3]:4144",
        "fd00:ec2::23, [fd00:ec2::23]:4144",
        "1:2:3:4:5:6:0:0, [1:2:3:4:5:6::]:4144",
        "::ffff:127.0.0.1, 127.0.0.1:4144"
    })
    void addressesHaveOneSpelling(String literal, String expected) throws UnknownHostException {
        assertEquals(expected, NumericAddress.of(end(literal, 4144)));
    }

    private static InetSocketAddress end(String literal, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(literal), port);
    }
}
