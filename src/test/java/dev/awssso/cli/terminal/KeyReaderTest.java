package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.cli.terminal.KeyReader.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {

    // "^A" stands for Ctrl-A, "^[" for ESC.
    private static final Pattern CONTROL = Pattern.compile("\\^([A-Z\\[])");

    // Nothing more comes within a time; a read without one finds the terminal gone.
    private static KeyReader reading(String sent) {
        int[] at = {0};
        return new KeyReader(timeout -> {
            if (at[0] < sent.length()) {
                return sent.charAt(at[0]++);
            }
            return timeout > 0 ? KeyReader.LATE : KeyReader.END;
        });
    }

    /** The keys up to the end of the terminal: actions, and for typed text the text itself. */
    private static List<String> keys(String sent) throws IOException {
        KeyReader reader = reading(CONTROL.matcher(sent)
                .replaceAll(match -> String.valueOf((char) (match.group(1).charAt(0) & 0x1f))));
        List<String> keys = new ArrayList<>();
        KeyReader.Key key = reader.read();
        while (key.action() != Action.LEAVE) {
            keys.add(key.action() == Action.TYPE ? key.text() : key.action().name());
            key = reader.read();
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "^[[A, UP",
        "^[OA, UP",
        "^[[B, DOWN",
        "^[OB, DOWN",
        "^[[C, RIGHT",
        "^[OC, RIGHT",
        "^[[D, LEFT",
        "^[OD, LEFT",
        "^[[H, LINE_START",
        "^[OH, LINE_START",
        "^[[1~, LINE_START",
        "^[[7~, LINE_START",
        "^[[F, LINE_END",
        "^[OF, LINE_END",
        "^[[4~, LINE_END",
        "^[[8~, LINE_END",
        "^[[3~, ERASE_NEXT",
        "^[[5~, PAGE_UP",
        "^[[6~, PAGE_DOWN",
        "^[[1;5H, FIRST",
        "^[[1;5F, LAST",
        "^A, LINE_START",
        "^E, LINE_END",
        "^U, ERASE_TO_START",
        "^W, ERASE_WORD",
        "^H, ERASE",
        "^B, LEFT",
        "^F, RIGHT",
        "^P, UP",
        "^K, UP",
        "^N, DOWN",
        "^J, CHOOSE",
        "^M, CHOOSE",
        "\u007f, ERASE",
        "^[\u007f, ERASE_WORD",
        "^[OM, CHOOSE",
    })
    void keysOfTerminals(String sent, String action) throws IOException {
        assertEquals(List.of(action, "a"), keys(sent + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // F1 to F12, as xterm, rxvt and the Linux console send them.
                "^[OP",
                "^[OQ",
                "^[OR",
                "^[OS",
                "^[[11~",
                "^[[15~",
                "^[[24~",
                "^[[[A",
                "^[[[E",
                "^[[1;2P",
                "^[O2P",
                // Alt and a letter, a digit, an arrow.
                "^[b",
                "^[f",
                "^[1",
                "^[[1;3A",
                "^[^[[A",
                // Insert, Shift-Tab, focus in and out, mouse in three forms, reports that nobody asked for.
                "^[[2~",
                "^[[Z",
                "^[[I",
                "^[[O",
                "^[[M #!",
                "^[[<0;12;7M",
                "^[[<0;12;7m",
                "^[[12;40R",
                "^[[?62;c",
                "^[]11;rgb:0000/0000/0000\u0007",
                "^[]11;rgb:0000/0000/0000^[\\",
                "^[P1$r0m^[\\",
                "^[_Gi=1;OK^[\\",
                // kitty's keyboard protocol.
                "^[[97;5u",
                // Ctrl-\, Ctrl-G, Ctrl-_, C1.
                "\u001c",
                "\u0007",
                "\u001f",
                "\u009b",
            })
    void whatIsNoKeyOfOursIsIgnoredToItsEnd(String sent) throws IOException {
        assertEquals(List.of("NOTHING", "a"), keys(sent + "a"));
    }

    @Test
    void aPasteTypesItsTextAndChoosesNothing() throws IOException {
        assertEquals(List.of("NOTHING", "a", " ", "b", " ", "NOTHING", "CHOOSE"), keys("^[[200~a\rb\u0003^[[201~\r"));
    }

    @Test
    void aLoneEscLeaves() throws IOException {
        assertEquals(Action.LEAVE, reading("\u001b").read().action());
        assertEquals(Action.LEAVE, reading("\u001b\u001b").read().action());
    }

    @Test
    void aSequenceThatWasCutTypesNothing() throws IOException {
        assertEquals(List.of("NOTHING"), keys("^[[1;"));
        assertEquals(List.of("NOTHING"), keys("^[["));
        assertEquals(List.of("NOTHING"), keys("^[]11;rgb"));
    }

    @Test
    void charactersOfTwoUnitsAreOneKey() throws IOException {
        assertEquals(List.of("\uD83D\uDE00", "東"), keys("\uD83D\uDE00東"));
    }

    @Test
    void randomSequencesNeverTypeAPartOfThemselves() throws IOException {
        Random random = new Random(14);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sequence = new StringBuilder("\u001b[");
            // ECMA-48 5.4: parameters, intermediates, a final byte.
            random.ints(random.nextInt(6), '0', '?' + 1).forEach(sequence::appendCodePoint);
            random.ints(random.nextInt(3), ' ', '/' + 1).forEach(sequence::appendCodePoint);
            sequence.append((char) ('@' + random.nextInt('~' - '@' + 1)));
            String sent = sequence.toString();
            boolean readsOn = sent.equals("\u001b[M") || sent.equals("\u001b[[");
            List<String> keys = readsOn ? List.of("NOTHING", "a") : keys(sent + "a");
            assertEquals(2, keys.size(), sent);
            assertEquals(1, keys.stream().filter(key -> key.length() == 1).count(), sent);
        }
    }
}
