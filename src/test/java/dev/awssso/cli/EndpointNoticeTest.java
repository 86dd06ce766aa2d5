package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointNoticeTest {

    private static Optional<String> notice(Map<String, String> variables) {
        return EndpointNotice.of(new Environment(variables, OperatingSystem.LINUX));
    }

    @Test
    void namesTheAddressAndTheVariables() {
        assertEquals(
                Optional.of("Endpoint set in the environment: http://127.0.0.1:4500"
                        + " (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SSO)"),
                notice(Map.of(
                        "AWS_ENDPOINT_URL_SSO", "http://127.0.0.1:4500/",
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:4500")));
    }

    @Test
    void nothingIsSaidWhereNothingIsSetOrItIsIgnored() {
        assertEquals(Optional.empty(), notice(Map.of("AWS_ENDPOINT_URL", "", "AWS_REGION", "us-east-1")));
        assertEquals(
                Optional.empty(),
                notice(Map.of(
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:4500", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True")));
    }

    @Test
    void neverShowsAUserOrAQuery() {
        assertEquals(
                Optional.of("Endpoint set in the environment: https://proxy.example (AWS_ENDPOINT_URL)"),
                notice(Map.of("AWS_ENDPOINT_URL", "https://me:canary@proxy.example/path?key=canary")));
        assertEquals(
                Optional.of("Endpoint set in the environment: invalid (AWS_ENDPOINT_URL)"),
                notice(Map.of("AWS_ENDPOINT_URL", "not a url: canary")));
    }
}
