package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.Rows;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Rows({"N1", "C7"})
class HostRuleTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.1:4144, true",
        "127.0.0.1:, true",
        "127.255.3.4:1, true",
        "LOCALHOST:4144, true",
        "[::1]:4144, true",
        "169.254.170.2, true",
        "169.254.170.23:80, true",
        "[FD00:EC2::23], true",
        "Name.Example:1, true",
        "10.0.0.9:4144, true",
        "'', false",
        "evil.example, false",
        "localhost., false",
        "127.0.0.1.evil.example, false",
        "127.0.0.01, false",
        "127.0.0.256, false",
        "0.0.0.0, false",
        "[::], false",
        "::1, false",
        "127.0.0.1:x, false",
        "127.0.0.1:123456, false",
        "user@127.0.0.1, false",
        "10.0.0.8, false"
    })
    void answersForItsHostsAlone(String authority, boolean allowed) throws UnknownHostException {
        HostRule rule = new HostRule(InetAddress.getByName("10.0.0.9"), List.of("name.EXAMPLE"));

        assertEquals(allowed, rule.allows(authority, InetAddress.getByName("10.0.0.9")));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, true", "192.0.2.8, false", "0.0.0.0, false"})
    void boundToEveryAddressItAnswersForTheOneItWasReachedBy(String host, boolean allowed) throws UnknownHostException {
        HostRule rule = new HostRule(InetAddress.getByName("0.0.0.0"), List.of());

        assertEquals(allowed, rule.allows(host, InetAddress.getByName("192.0.2.7")));
    }
}
