package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.awssso.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "ORIGIN", "origin", "Sec-Fetch-Site"})
    @Rows("N2")
    void refusesWebPages(String name) {
        assertEquals(ProtocolError.WEB_PAGE, judge("Host", name));
        assertEquals(ProtocolError.WEB_PAGE, judge("Via", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "x-forwarded-for", "X-Forwarded-Anything", "X-Real-IP", "VIA"})
    @Rows("N13")
    void refusesProxies(String name) {
        assertEquals(ProtocolError.PROXY, judge("Host", name));
    }

    @Test
    void letsEverythingElsePass() {
        assertNull(judge("Host", "Accept", "Sec-Fetch-Mode", "X-Forward", "Origin-Agent", "", "Vary", "Authorization"));
    }

    private static ProtocolError judge(String... names) {
        return OriginRule.violation(
                List.of(names).stream().map(name -> Map.entry(name, "x")).toList());
    }
}
