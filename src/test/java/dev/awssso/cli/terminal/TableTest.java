package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.awssso.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final List<String> COLUMNS = List.of("Name", "Role");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void alignsColumnsByWhatATerminalShows() {
        print(terminal(Terminal.Screens.NONE), Terminal.Form.TABLE, row("a", "x"), row("東京", "y"), row("e\u0301", "z"));

        assertEquals("Name  Role\na     x\n東京  y\ne\u0301     z\n", printed());
    }

    @Test
    void anEmptyTableIsNothingAnEmptyArrayOrAHeader() {
        print(terminal(Terminal.Screens.NONE), Terminal.Form.TABLE);
        assertEquals("", printed());
        print(terminal(Terminal.Screens.NONE), Terminal.Form.JSON);
        assertEquals("[]\n", printed());
        print(terminal(Terminal.Screens.NONE), Terminal.Form.CSV);
        assertEquals("Name,Role\n", printed());
    }

    @Test
    void quotesForCsv() {
        print(terminal(Terminal.Screens.NONE), Terminal.Form.CSV, row("a,b", "say \"x\""), row(" c", "d"));

        assertEquals("Name,Role\n\"a,b\",\"say \"\"x\"\"\"\n\" c\",d\n", printed());
    }

    @Test
    void jsonHasTheWholeRow() {
        print(terminal(Terminal.Screens.NONE), Terminal.Form.JSON, row("a", "x").with("More", 7L));

        assertEquals(
                "[\n    {\n        \"Name\": \"a\",\n        \"Role\": \"x\",\n        \"More\": 7\n    }\n]\n",
                printed());
    }

    @Test
    void controlSequencesOfForeignTextDoNotReachATerminal() {
        String hostile = "a\u001b[2J\u009b\u202e\u0007\rb";
        for (Terminal.Form form : Terminal.Form.values()) {
            print(terminal(new Terminal.Screens(false, false, false)), form, row(hostile, "x"));
            String text = printed();
            assertFalse(text.chars().anyMatch(c -> c == 0x1b || c == 0x9b || c == 0x202e || c == 7 || c == '\r'), text);
        }
    }

    @Test
    void coloursOnlyTheScreen() {
        print(terminal(new Terminal.Screens(true, true, true)), Terminal.Form.TABLE, row("a", "x"));
        assertEquals("\u001b[1mName  Role\u001b[0m\na     x\n", printed());

        print(terminal(new Terminal.Screens(true, false, true)), Terminal.Form.TABLE, row("a", "x"));
        assertEquals("Name  Role\na     x\n", printed());

        Terminal plain = terminal(new Terminal.Screens(true, true, true));
        plain.plain();
        print(plain, Terminal.Form.TABLE, row("a", "x"));
        assertEquals("Name  Role\na     x\n", printed());
    }

    private static JsonObject row(String name, String role) {
        return JsonObject.empty().with("Name", name).with("Role", role);
    }

    private static void print(Terminal terminal, Terminal.Form form, JsonObject... rows) {
        terminal.payload(new Table(COLUMNS, List.of(rows)), form);
        terminal.out().flush();
    }

    private Terminal terminal(Terminal.Screens screens) {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                System.err,
                screens);
    }

    private String printed() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }
}
