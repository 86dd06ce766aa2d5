package dev.awssso.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.problem.Problem;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private static final String STRONG = "0123456789abcdefghijklmnopqrstuv";

    @Rows("R9")
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer  ", "BEARER ", "  ", "\n"})
    void takesTheSecretWithAndWithoutTheWordBearer(String before) {
        BearerToken token = BearerToken.parse(before + STRONG + "\n");

        assertEquals(STRONG, token.secret().reveal());
        assertEquals("Bearer " + STRONG, token.header().reveal());
    }

    @Rows("N10")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "0123456789abcdefghijklmnopqrstu",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "012345678012345678012345678012345678",
                "0123456789abcdefghijklmnopqrst v",
                "0123456789abcdefghijklmnopqrstuvé",
                "<0123456789abcdefghijklmnopqrstuv>"
            })
    void refusesWeakOnesWithoutRepeatingThem(String text) {
        Problem problem = assertThrows(Problem.Usage.class, () -> BearerToken.parse(text));

        assertTrue(String.valueOf(problem.why()).endsWith("run: aws-sso ecs bearer-token --generate"), problem.why());
        assertFalse(text.length() > 7 && String.valueOf(problem.getMessage()).contains(text), problem.getMessage());
    }

    @Test
    void refusesMoreThan512Characters() {
        assertEquals(512, BearerToken.parse(STRONG.repeat(16)).secret().reveal().length());
        assertThrows(Problem.Usage.class, () -> BearerToken.parse(STRONG.repeat(16) + "0"));
    }

    @Test
    void aSecretThatBeginsLikeTheWordKeepsIt() {
        assertEquals(
                "bearer" + STRONG, BearerToken.parse("bearer" + STRONG).secret().reveal());
    }

    @Test
    void generatedOnesHave256BitsAndDiffer() {
        SecureRandom random = new SecureRandom();

        assertEquals(43, BearerToken.generate(random).secret().reveal().length());
        assertNotEquals(BearerToken.generate(random), BearerToken.generate(random));
    }
}
