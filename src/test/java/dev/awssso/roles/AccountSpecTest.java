package dev.awssso.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSpecTest {

    @ParameterizedTest
    @CsvSource({
        "111111111111,   111111111111, false",
        "1234-5678-9012, 123456789012, false",
        "012345678901,   012345678901, false",
        "12345678901,    012345678901, true",
    })
    void idsHaveTwelveDigits(String text, String digits, boolean padded) {
        assertEquals(new AccountSpec.ById(new AccountId(digits), padded), AccountSpec.parse(text));
    }

    @Test
    void everythingElseIsAName() {
        assertEquals(new AccountSpec.ByName("my-acct-1"), AccountSpec.parse(" my-acct-1 "));
    }

    @Test
    void tooManyDigitsAreRefused() {
        assertThrows(Problem.Usage.class, () -> AccountSpec.parse("1234567890123"));
    }
}
