package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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
        model.edit(line -> line.insert("prod adm"));

        assertEquals(1, model.count());
        assertEquals(Optional.of(2), model.choice());
    }

    @Test
    void lettersMayBeScatteredButWholeWordsComeFirst() {
        model.edit(line -> line.insert("dev"));
        assertEquals(Optional.of(0), model.choice());

        model.edit(FilterLine::eraseToStart);
        model.edit(line -> line.insert("rdnl"));
        assertEquals(Optional.of(1), model.choice());
    }

    @Test
    void nothingLeftIsNoChoiceAndErasingBringsRowsBack() {
        model.edit(line -> line.insert("zz"));
        assertEquals(Optional.empty(), model.choice());

        model.edit(FilterLine::erase);
        model.edit(FilterLine::erase);
        assertEquals(3, model.count());
    }

    @Test
    void theMarkStopsAtTheEnds() {
        model.move(-1);
        assertEquals(0, model.marked());

        model.move(100);
        assertEquals(2, model.marked());
    }
}
