package dev.awssso.ecs.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.awssso.Rows;
import dev.awssso.secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Rows("R9")
class TokenCheckTest {

    private static final TokenHash TOKEN = TokenHash.of(Secret.of("0123456789abcdef0123456789abcdef"));

    @ParameterizedTest
    @CsvSource({
        "Bearer 0123456789abcdef0123456789abcdef, true",
        "bearer   0123456789abcdef0123456789abcdef, true",
        "0123456789abcdef0123456789abcdef, true",
        "Basic 0123456789abcdef0123456789abcdef, false",
        "Bearer, false",
        "'', false",
        "Bearer y, false",
        "Bearer0123456789abcdef0123456789abcdef, false"
    })
    void comparesTheTokenInWhateverForm(String header, boolean opens) {
        assertEquals(opens, TokenCheck.opens(header, TOKEN));
    }

    @Test
    void noHeaderOpensNothing() {
        assertFalse(TokenCheck.opens(null, TOKEN));
    }
}
