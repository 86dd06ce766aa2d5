package dev.awssso.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws a {@link SelectorModel} as the lines of a screen of some size. */
final class SelectorView {

    private static final int MOST_ROWS = 15;
    private static final int GAP = 2;
    private static final String MARK = "> ";

    private final SelectorModel model;
    private final Selector.Look look;
    private final boolean colour;

    SelectorView(SelectorModel model, Selector.Look look, boolean colour) {
        this.model = model;
        this.look = look;
        this.colour = colour;
    }

    /** The lines for a screen this many columns wide and this many lines high, the prompt first. */
    List<AttributedString> lines(int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(look.prompt() + typed(width)));
        // On a very low screen the rows come first.
        look.notices().stream()
                .limit(Math.max(0, height - 3))
                .forEach(notice -> lines.add(cut(notice, width, AttributedStyle.BOLD)));
        lines.add(cut(countLine(), width, AttributedStyle.DEFAULT.faint()));
        int shown = Math.max(1, Math.min(MOST_ROWS, height - lines.size()));
        int first = Math.max(0, Math.min(model.marked() - shown / 2, model.count() - shown));
        int end = Math.min(model.count(), first + shown);
        List<List<String>> rows = new ArrayList<>();
        for (int i = first; i < end; i++) {
            rows.add(model.row(i));
        }
        int room = width - MARK.length() - GAP * (look.cuts().size() - 1);
        int[] widths = ColumnWidths.fit(rows, look.cuts(), room);
        for (int i = 0; i < rows.size(); i++) {
            lines.add(rowLine(rows.get(i), first + i == model.marked(), widths, width));
        }
        return lines;
    }

    /** The column of the cursor in the first of these lines. */
    int cursor(int width) {
        return look.prompt().length() + CellText.width(model.beforeCursor()) - hidden(width);
    }

    // A line that is too long is shown from where its cursor is seen.
    private String typed(int width) {
        String typed = model.filter();
        int from = 0;
        int hidden = hidden(width);
        while (CellText.width(typed.substring(0, from)) < hidden) {
            from = typed.offsetByCodePoints(from, 1);
        }
        int end = typed.length();
        while (CellText.width(typed.substring(from, end)) > room(width)) {
            end = typed.offsetByCodePoints(end, -1);
        }
        return typed.substring(from, end);
    }

    private int hidden(int width) {
        int over = CellText.width(model.beforeCursor()) - room(width);
        if (over <= 0) {
            return 0;
        }
        // Up to a whole character.
        int end = 0;
        String before = model.beforeCursor();
        while (CellText.width(before.substring(0, end)) < over) {
            end = before.offsetByCodePoints(end, 1);
        }
        return CellText.width(before.substring(0, end));
    }

    // The last column is the cursor's.
    private int room(int width) {
        return Math.max(1, width - look.prompt().length() - 1);
    }

    private String countLine() {
        return model.count() + "/" + model.total() + "  type to filter, arrows and Enter to choose, Esc to leave";
    }

    private AttributedString rowLine(List<String> cells, boolean marked, int[] widths, int width) {
        StringBuilder line = new StringBuilder(marked ? MARK : " ".repeat(MARK.length()));
        for (int i = 0; i < cells.size(); i++) {
            String cell =
                    CellText.shortened(cells.get(i), widths[i], look.cuts().get(i));
            line.append(i < cells.size() - 1 ? CellText.padded(cell, widths[i] + GAP) : cell);
        }
        return cut(line.toString(), width, marked ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT);
    }

    private AttributedString cut(String text, int width, AttributedStyle style) {
        String shown = CellText.shortened(text, width, Cut.END);
        return colour
                ? new AttributedStringBuilder()
                        .style(style)
                        .append(shown)
                        .style(AttributedStyle.DEFAULT)
                        .toAttributedString()
                : new AttributedString(shown);
    }
}
