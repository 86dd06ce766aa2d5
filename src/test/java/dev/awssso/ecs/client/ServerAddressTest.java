package dev.awssso.ecs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.Rows;
import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5000, UNSTATED, 127.0.0.1:5000",
        "localhost:5000, UNSTATED, 127.0.0.1:5000",
        "LOCALHOST, UNSTATED, 127.0.0.1:4144",
        "127.0.0.1, UNSTATED, 127.0.0.1:4144",
        "[::1]:4144, UNSTATED, [::1]:4144",
        "[::1], UNSTATED, [::1]:4144",
        "http://localhost:4144/creds, HTTP, 127.0.0.1:4144",
        "HTTP://127.0.0.1:4144, HTTP, 127.0.0.1:4144",
        "http://127.0.0.1/, HTTP, 127.0.0.1:80",
        "https://[::1]:5000/slot/a%2Fb, HTTPS, [::1]:5000",
        "https://127.0.0.1, HTTPS, 127.0.0.1:443",
        "' 127.0.0.1:5000 ', UNSTATED, 127.0.0.1:5000",
        "169.254.170.2:4144, UNSTATED, 169.254.170.2:4144"
    })
    @Rows("R23")
    void isReadInEveryForm(String text, ServerAddress.Scheme scheme, String dialled) {
        ServerAddress address = ServerAddress.find(text, environment(Map.of()), OptionalInt::empty);

        assertEquals(scheme, address.scheme());
        assertEquals(dialled, NumericAddress.of(address.dialled()));
    }

    @Rows("R23")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                ":4144",
                "localhost:",
                "localhost:abc",
                "localhost:0",
                "localhost:70000",
                "localhost:+414",
                "localhost:4144/slot",
                "localhost:4144:4144",
                "4144",
                "127.1:4144",
                "256.0.0.1:4144",
                "0.0.0.0:4144",
                "http://0.0.0.0:9/",
                "[::]:4144",
                "::1",
                "::1:4144",
                "[::1",
                "[::1]4144",
                "[::g]:4144",
                "[]:4144",
                "[1]:4144",
                "[fe80::1%eth0]:4144",
                "ftp://localhost:4144",
                "http://",
                "http:///slot",
                "http://user:pass@localhost:4144/",
                "http://localhost:4144/?profile=x",
                "http://localhost:4144/#x",
                "http://localhost:99999/",
                "http://local host:4144/",
                "a b:4144",
                "é:4144",
                "host\n:4144",
                "$(touch x):4144"
            })
    void rubbishIsAUsageError(String text) {
        assertThrows(Problem.Usage.class, () -> ServerAddress.find(text, environment(Map.of()), OptionalInt::empty));
    }

    @Test
    void theOptionWinsThenOurVariableThenThatOfTheSdksThenThePort() {
        Map<String, String> all = Map.of(
                "AWS_SSO_ECS_SERVER", "127.0.0.1:2",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:3/creds",
                "AWS_SSO_ECS_PORT", "4");

        assertEquals(
                1,
                ServerAddress.find("127.0.0.1:1", environment(all), OptionalInt::empty)
                        .port());
        assertEquals(
                2,
                ServerAddress.find(null, environment(all), OptionalInt::empty).port());
        assertEquals(
                3,
                ServerAddress.find(
                                null,
                                environment(Map.of(
                                        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:3/creds",
                                        "AWS_SSO_ECS_PORT", "4")),
                                OptionalInt::empty)
                        .port());
        assertEquals(
                4,
                ServerAddress.find(null, environment(Map.of("AWS_SSO_ECS_PORT", "4")), OptionalInt::empty)
                        .port());
        assertEquals(
                4144,
                ServerAddress.find(null, environment(Map.of("AWS_SSO_ECS_PORT", "")), OptionalInt::empty)
                        .port());
        assertThrows(
                Problem.Usage.class,
                () -> ServerAddress.find(null, environment(Map.of("AWS_SSO_ECS_PORT", "abc")), OptionalInt::empty));
    }

    @Test
    void anUnknownHostIsNoServer() {
        ServerAddress address =
                ServerAddress.find("no-such-host.invalid:4144", environment(Map.of()), OptionalInt::empty);

        assertThrows(Problem.Server.class, address::dialled);
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, OperatingSystem.LINUX);
    }
}
