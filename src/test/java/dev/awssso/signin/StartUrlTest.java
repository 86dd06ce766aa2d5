package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://X.awsapps.com/start,       https://x.awsapps.com/start",
        "https://x.awsapps.com/start/,      https://x.awsapps.com/start",
        "https://x.awsapps.com/start#/,     https://x.awsapps.com/start",
        "https://x.awsapps.com/start/#/,    https://x.awsapps.com/start",
        "HTTPS://x.awsapps.com:443/start//, https://x.awsapps.com/start",
        "http://127.0.0.1:80/Start?a=B,     http://127.0.0.1/Start?a=B",
        "https://x.awsapps.com:8443,        https://x.awsapps.com:8443",
        "https://x.awsapps.com/start?x=/,   https://x.awsapps.com/start?x=/",
    })
    void normalForm(String given, String normal) {
        assertEquals(normal, StartUrl.normal(given));
    }

    @Test
    void pathsAreCaseSensitive() {
        assertFalse(StartUrl.same("https://x.awsapps.com/Start", "https://x.awsapps.com/start"));
    }

    @Test
    void validMeansHttpWithAHost() {
        assertTrue(StartUrl.isValid("https://x.awsapps.com/start"));
        assertFalse(StartUrl.isValid("https:///start"));
        assertFalse(StartUrl.isValid("httpx://x/start"));
        assertFalse(StartUrl.isValid("https://x y/start"));
    }
}
