package dev.awssso.cli.terminal;

import java.util.Arrays;
import java.util.List;

/**
 * How wide the columns of a table are where all of them together are too wide. Cells that are much longer than the others
 * of their column are shortened first; then the widest column gives way, step by step.
 */
final class ColumnWidths {

    private static final int NARROWEST = 8;
    // A column gives way without further thought while this shortens at most one cell in so many.
    private static final int FEW = 10;

    private final List<Cut> cuts;
    // By column, the width of each cell.
    private final int[][] cells;
    private final int[] widths;

    private ColumnWidths(List<List<String>> lines, List<Cut> cuts) {
        this.cuts = cuts;
        this.cells = new int[cuts.size()][];
        this.widths = new int[cuts.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            cells[i] = lines.stream()
                    .mapToInt(line -> CellText.width(line.get(column)))
                    .toArray();
            widths[i] = longest(i);
        }
    }

    /**
     * The widths.
     *
     * @param lines the cells, line by line, as many in each as there are columns
     * @param cuts which columns can be shortened
     * @param room for the cells of a line together, without what is between them; when it is too little for all, the
     *     result is wider
     */
    static int[] fit(List<List<String>> lines, List<Cut> cuts, int room) {
        ColumnWidths columns = new ColumnWidths(lines, cuts);
        columns.shrink(room, true);
        columns.shrink(room, false);
        return columns.widths;
    }

    private void shrink(int room, boolean fewCellsOnly) {
        while (Arrays.stream(widths).sum() > room) {
            int column = widest(fewCellsOnly);
            if (column < 0) {
                return;
            }
            widths[column] = fewCellsOnly ? Math.max(NARROWEST, nextWidth(column)) : widths[column] - 1;
        }
        giveBack(room);
    }

    // A long cell was cut down to the next one at once: what was too much of that is given back.
    private void giveBack(int room) {
        int left = room - Arrays.stream(widths).sum();
        for (int i = 0; i < widths.length && left > 0; i++) {
            int more = Math.min(left, longest(i) - widths[i]);
            widths[i] += more;
            left -= more;
        }
    }

    private int widest(boolean fewCellsOnly) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean gives = cuts.get(i) != Cut.NEVER && widths[i] > NARROWEST;
            if (gives && (!fewCellsOnly || shortens(i) <= Math.max(1, cells[i].length / FEW))) {
                widest = widest < 0 || widths[i] > widths[widest] ? i : widest;
            }
        }
        return widest;
    }

    /** How many cells are shortened when the column becomes narrower. */
    private long shortens(int column) {
        return Arrays.stream(cells[column])
                .filter(width -> width >= widths[column])
                .count();
    }

    private int nextWidth(int column) {
        return Arrays.stream(cells[column])
                .filter(width -> width < widths[column])
                .max()
                .orElse(NARROWEST);
    }

    private int longest(int column) {
        return Arrays.stream(cells[column]).max().orElse(0);
    }
}
