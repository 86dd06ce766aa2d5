package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    private static final URI AWS = URI.create("https://oidc.us-east-1.amazonaws.com");

    private static Optional<URI> proxy(Map<String, String> variables, URI endpoint) {
        return new Proxies(new Environment(variables, OperatingSystem.LINUX)).proxyFor(endpoint);
    }

    @Test
    void httpsProxyServesHttps() {
        assertEquals(
                Optional.of(URI.create("http://proxy.example:3128")),
                proxy(Map.of("HTTPS_PROXY", "http://proxy.example:3128", "HTTP_PROXY", "http://other:1"), AWS));
        assertEquals(
                Optional.of(URI.create("http://proxy.example:3128")),
                proxy(Map.of("https_proxy", "proxy.example:3128"), AWS));
    }

    @Test
    void loopbackIsNeverProxied() {
        assertEquals(
                Optional.empty(),
                proxy(
                        Map.of("HTTPS_PROXY", "http://proxy:1", "HTTP_PROXY", "http://proxy:1"),
                        URI.create("http://127.0.0.1:4150")));
    }

    @ParameterizedTest
    @CsvSource({
        "amazonaws.com,                 true",
        ".amazonaws.com,                true",
        "*.amazonaws.com,               true",
        "example.com oidc.us-east-1.amazonaws.com:443, true",
        "*,                             true",
        "aws.com,                       false",
        "example.com,                   false",
    })
    void noProxyNamesHostsAndDomains(String noProxy, boolean exempt) {
        assertEquals(
                exempt,
                proxy(Map.of("HTTPS_PROXY", "http://proxy:1", "NO_PROXY", noProxy), AWS)
                        .isEmpty());
    }

    @Test
    void passwordOfAProxyIsNotShown() {
        Problem problem = assertThrows(
                Problem.Usage.class, () -> proxy(Map.of("HTTPS_PROXY", "http://user:pass word@proxy:1"), AWS));

        assertFalse(problem.toString().contains("pass"));
    }
}
