package dev.awssso.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final List<String> COLUMNS = List.of("Name", "Role");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void alignsColumnsByWhatATerminalShows() {
        print(terminal(Terminal.Screens.NONE), Terminal.Form.TABLE, row("a", "x"), row("東京", "y"), row("e\u0301", "z"));

        assertEquals("NAME  ROLE\na     x\n東京  y\ne\u0301     z\n", printed());
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
        assertEquals("\u001b[1mNAME  ROLE\u001b[0m\na     x\n", printed());

        print(terminal(new Terminal.Screens(true, false, true)), Terminal.Form.TABLE, row("a", "x"));
        assertEquals("NAME  ROLE\na     x\n", printed());

        Terminal plain = terminal(new Terminal.Screens(true, true, true));
        plain.plain();
        print(plain, Terminal.Form.TABLE, row("a", "x"));
        assertEquals("NAME  ROLE\na     x\n", printed());
    }

    private static List<String> fitted(int width, JsonObject... rows) {
        return Table.of(
                        List.of(
                                Table.Column.of("Id", "ID"),
                                Table.Column.of("Name", "NAME").cut(Cut.END),
                                Table.Column.of("Role", "ROLE").cut(Cut.MIDDLE)),
                        List.of(rows))
                .lines(width);
    }

    private static JsonObject numbered(String name, String role) {
        return row(name, role).with("Id", "123456789012");
    }

    @Test
    void aTableThatFitsIsNotShortened() {
        assertEquals(
                List.of("ID            NAME                   ROLE", "123456789012  a name of this length  a role"),
                fitted(80, numbered("a name of this length", "a role")));
    }

    @Test
    void oneLongNameIsShortenedAndTheOthersAreWhole() {
        JsonObject[] rows = new JsonObject[12];
        Arrays.setAll(rows, i -> numbered("an account " + i, "Administrator"));
        rows[7] = numbered("an account with a very long name indeed", "Administrator");
        List<String> lines = fitted(45, rows);

        assertEquals("ID            NAME              ROLE", lines.get(0));
        assertEquals("123456789012  an account 0      Administrator", lines.get(1));
        assertEquals("123456789012  an account with…  Administrator", lines.get(8));
    }

    @Test
    void theWidestColumnGivesWayAndIdsAreNeverShortened() {
        List<String> lines = fitted(
                40,
                numbered("a name that is longer", "AnAccount-AdministratorAccess"),
                numbered("a name that is long", "OtherAccount-AdministratorAccess"));

        assertEquals(
                List.of(
                        "ID            NAME          ROLE",
                        "123456789012  a name that…  AnAcco…ccess",
                        "123456789012  a name that…  OtherA…ccess"),
                lines);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 50, 60, 79, 80, 120})
    void noLineIsWiderThanTheScreen(int width) {
        List<JsonObject> rows = IntStream.range(0, 300)
                .mapToObj(i -> numbered("東京 account ".repeat(1 + i % 7), "Role".repeat(1 + i % 11)))
                .toList();
        List<String> lines = fitted(width, rows.toArray(JsonObject[]::new));

        assertTrue(lines.stream().allMatch(line -> CellText.width(line) <= width), lines::toString);
        assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("123456789012  ")));
    }

    @Test
    void pipedTablesAreWhole() {
        String name = "n".repeat(300);
        print(terminal(Terminal.Screens.NONE), Terminal.Form.TABLE, row(name, "x"));

        assertTrue(printed().contains(name + "  x\n"));
    }

    @Test
    void csvAndJsonHaveTheMembersAndATableWhatAPersonReads() {
        Table table = Table.of(
                List.of(
                        Table.Column.of("More", "MORE").yesOrNo(),
                        Table.Column.ofCsv("Role"),
                        Table.Column.of("Name", "WHO").shownAs(row -> "Dr. " + row.value("Name"))),
                List.of(row("a", "x").with("More", true)));

        assertEquals(List.of("MORE  WHO", "yes   Dr. a"), table.lines(0));
        assertEquals(List.of("More,Role,Name", "true,x,a"), table.csv());
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
