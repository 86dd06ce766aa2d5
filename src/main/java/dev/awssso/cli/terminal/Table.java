package dev.awssso.cli.terminal;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind, printed as a table for a person, as CSV or as JSON. JSON has the rows whole, CSV the members of its
 * columns as they are, a table what a person reads: titles, values made for reading, and, on a terminal, cells shortened
 * so that a line is not wider than the screen. All text is foreign: it reaches a terminal only without control
 * characters.
 */
public final class Table {

    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param member the member of a row that it shows, and its name in CSV
     * @param title its name in a table, in capitals, null when a table leaves the column out
     * @param cut where its cells are shortened when a line is too long
     * @param shown what a table shows of a row
     */
    public record Column(String member, @Nullable String title, Cut cut, Function<JsonObject, @Nullable Object> shown) {

        /** A column whose cells are never shortened. */
        public static Column of(String member, String title) {
            return new Column(member, title, Cut.NEVER, row -> row.value(member));
        }

        /** A column of CSV alone. */
        public static Column ofCsv(String member) {
            return new Column(member, null, Cut.NEVER, row -> row.value(member));
        }

        /** The same with cells that may be shortened. */
        public Column cut(Cut where) {
            return new Column(member, title, where, shown);
        }

        /** The same with another text in a table. */
        public Column shownAs(Function<JsonObject, @Nullable Object> text) {
            return new Column(member, title, cut, text);
        }

        /** The same with {@code yes} and {@code no} for a truth value in a table. */
        public Column yesOrNo() {
            return shownAs(row -> row.value(member) instanceof Boolean truth ? (truth ? "yes" : "no") : null);
        }
    }

    private final List<Column> columns;
    private final List<JsonObject> rows;

    /**
     * A table of these rows, whose titles are the members' names in capitals, and whose cells are never shortened.
     *
     * @param members the members shown
     * @param rows members that a row lacks are shown as an empty cell
     */
    public Table(List<String> members, List<JsonObject> rows) {
        this(members.stream().map(name -> Column.of(name, title(name))).toArray(Column[]::new), rows);
    }

    private Table(Column[] columns, List<JsonObject> rows) {
        this.columns = List.of(columns);
        this.rows = List.copyOf(rows);
    }

    /** A table of these rows with columns made for reading. */
    public static Table of(List<Column> columns, List<JsonObject> rows) {
        return new Table(columns.toArray(Column[]::new), rows);
    }

    // "expiresAt" and "ExpiresAt" are "EXPIRES AT".
    private static String title(String member) {
        return member.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }

    /** True when it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows as JSON values. */
    List<JsonObject> rows() {
        return rows;
    }

    /**
     * Header and rows in aligned columns; nothing when there is no row.
     *
     * @param width of the screen, to which the lines are shortened where they can be; 0 for lines as long as they are
     */
    List<String> lines(int width) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Column> shown =
                columns.stream().filter(column -> column.title() != null).toList();
        List<Cut> cuts = shown.stream().map(Column::cut).toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(shown.stream().map(column -> text(column.title())).toList());
        rows.forEach(row -> lines.add(
                shown.stream().map(column -> text(column.shown().apply(row))).toList()));
        int room = width == 0 ? Integer.MAX_VALUE : width - GAP.length() * (shown.size() - 1);
        int[] widths = ColumnWidths.fit(lines, cuts, room);
        return lines.stream().map(cells -> aligned(cells, widths, cuts)).toList();
    }

    /** Header and rows as RFC 4180 says, with line feeds alone at the line ends. */
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(csvLine(columns.stream().map(Column::member).toList()));
        rows.forEach(row -> lines.add(csvLine(
                columns.stream().map(column -> text(row.value(column.member()))).toList())));
        return lines;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : ForeignText.clean(String.valueOf(value));
    }

    private static String aligned(List<String> cells, int[] widths, List<Cut> cuts) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(CellText.padded(CellText.shortened(cells.get(i), widths[i], cuts.get(i)), widths[i]))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String csvLine(List<String> cells) {
        return cells.stream().map(Table::csvCell).collect(Collectors.joining(","));
    }

    private static String csvCell(String cell) {
        boolean plain = cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.equals(cell.strip());
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
