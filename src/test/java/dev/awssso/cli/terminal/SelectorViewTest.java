package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class SelectorViewTest {

    private static final List<Cut> CUTS = List.of(Cut.END, Cut.NEVER, Cut.END, Cut.MIDDLE);

    private final SelectorModel model = new SelectorModel(IntStream.range(0, 10_000)
            .mapToObj(i -> List.of(
                    "An account with a rather long name " + i, "%012d".formatted(i), "Role" + i, "p".repeat(60) + i))
            .toList());

    private List<String> lines(int width, int height, String... notices) {
        return new SelectorView(model, new Selector.Look("role> ", List.of(notices), CUTS), false)
                .lines(width, height).stream().map(AttributedString::toString).toList();
    }

    private int cursor(int width) {
        return new SelectorView(model, new Selector.Look("role> ", List.of(), CUTS), false).cursor(width);
    }

    @Test
    void linesFitEightyColumnsAndShowTheMarkOfTenThousandRows() {
        model.move(9_999);
        List<String> lines = lines(80, 24);

        assertEquals(17, lines.size());
        assertTrue(lines.stream().allMatch(line -> CellText.width(line) <= 80), lines::toString);
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("> An account"), last);
        assertTrue(last.contains("  000000009999  "), last);
        assertTrue(last.endsWith("p9999"), last);
    }

    @Test
    void theNoticeStandsAboveTheList() {
        List<String> lines = lines(40, 24, "Endpoint set in the environment: http://127.0.0.1:4500");

        assertEquals("role> ", lines.get(0));
        assertEquals("Endpoint set in the environment: http:/…", lines.get(1));
        assertTrue(lines.get(2).startsWith("10000/10000"), lines.get(2));
    }

    @Test
    void aVeryLowScreenKeepsThePromptAndOneRow() {
        List<String> lines = lines(40, 3, "a notice");

        assertEquals(3, lines.size());
        assertTrue(lines.get(2).startsWith("> "), lines.get(2));
    }

    @Test
    void aFilterThatIsTooLongIsShownWhereItsCursorIs() {
        model.edit(line -> line.insert("abcdefghijklmnopqrstuvwxyz"));
        assertEquals("role> nopqrstuvwxyz", lines(20, 24).get(0));
        assertEquals(19, cursor(20));

        model.edit(FilterLine::start);
        assertEquals("role> abcdefghijklm", lines(20, 24).get(0));
        assertEquals(6, cursor(20));
    }

    @Test
    void wideCharactersAreNotSplit() {
        model.edit(line -> line.insert("東".repeat(20)));

        assertTrue(CellText.width(lines(21, 24).get(0)) < 21);
        assertEquals(6 + 14, cursor(21));
    }
}
