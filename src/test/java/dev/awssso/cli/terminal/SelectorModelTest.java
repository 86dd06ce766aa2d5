package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class SelectorModelTest {

    private final SelectorModel model = new SelectorModel(List.of(
            List.of("Sandbox", "111111111111", "Developer", "Sandbox-Developer"),
            List.of("Production", "222222222222", "ReadOnly", "Production-ReadOnly"),
            List.of("Production", "222222222222", "Administrator", "prod-admin")));

    @Test
    void keepsTheGivenOrderUntilSomethingIsTyped() {
        assertEquals(Optional.of(0), model.choice());
        assertEquals(3, model.count());
    }

    @Test
    void everyWordMustMatchSomeColumn() {
        model.type("prod adm");

        assertEquals(1, model.count());
        assertEquals(Optional.of(2), model.choice());
    }

    @Test
    void lettersMayBeScatteredButWholeWordsComeFirst() {
        model.type("dev");
        assertEquals(Optional.of(0), model.choice());

        model.eraseAll();
        model.type("rdnl");
        assertEquals(Optional.of(1), model.choice());
    }

    @Test
    void nothingLeftIsNoChoiceAndErasingBringsRowsBack() {
        model.type("zz");
        assertEquals(Optional.empty(), model.choice());

        model.erase();
        model.erase();
        assertEquals(3, model.count());
    }

    @Test
    void theMarkStopsAtTheEnds() {
        model.move(-1);
        assertEquals(0, model.marked());

        model.move(100);
        assertEquals(2, model.marked());
    }

    @Test
    void linesFitEightyColumnsAndShowTheMarkOfTenThousandRows() {
        SelectorModel many = new SelectorModel(IntStream.range(0, 10_000)
                .mapToObj(i -> List.of(
                        "An account with a rather long name " + i,
                        "%012d".formatted(i),
                        "Role" + i,
                        "p".repeat(60) + i))
                .toList());
        many.move(9_999);
        List<AttributedString> lines = new SelectorView(many, "role> ", false).lines(80, 24);

        assertTrue(lines.size() <= 24);
        assertTrue(lines.stream().allMatch(line -> line.columnLength() <= 80));
        assertTrue(lines.get(lines.size() - 1).toString().startsWith("> An account"));
    }
}
