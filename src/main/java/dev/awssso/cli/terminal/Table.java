package dev.awssso.cli.terminal;

import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind, printed as a table for a person, as CSV or as JSON. The columns of table and CSV are chosen members
 * of the rows; JSON has the rows whole. All text is foreign: it reaches a terminal only without control characters.
 */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<JsonObject> rows;

    /**
     * A table of these rows.
     *
     * @param columns the members shown, which are also the header
     * @param rows members that a row lacks are shown as an empty cell
     */
    public Table(List<String> columns, List<JsonObject> rows) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
    }

    /** True when it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows as JSON values. */
    List<JsonObject> rows() {
        return rows;
    }

    /** Header and rows in aligned columns; nothing when there is no row. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        rows.forEach(row -> all.add(cells(row)));
        int[] widths = new int[columns.size()];
        for (List<String> cells : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(cells.get(i)));
            }
        }
        return all.stream().map(cells -> aligned(cells, widths)).toList();
    }

    /** Header and rows as RFC 4180 says, with line feeds alone at the line ends. */
    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(csvLine(columns));
        rows.forEach(row -> lines.add(csvLine(cells(row))));
        return lines;
    }

    private List<String> cells(JsonObject row) {
        return columns.stream().map(name -> text(row.value(name))).toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : ForeignText.clean(String.valueOf(value));
    }

    private static String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - width(cell))).append(GAP);
            }
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

    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    // Unicode Standard Annex 11, roughly: the blocks that terminals draw two cells wide, and marks that take none.
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
