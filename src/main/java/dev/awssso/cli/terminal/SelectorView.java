package dev.awssso.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws a {@link SelectorModel} as the lines of a screen of some size. */
final class SelectorView {

    private static final int MOST_ROWS = 15;
    private static final int NARROWEST_COLUMN = 6;
    private static final int GAP = 2;
    private static final String MARK = "> ";

    private final SelectorModel model;
    private final String prompt;
    private final boolean colour;

    SelectorView(SelectorModel model, String prompt, boolean colour) {
        this.model = model;
        this.prompt = prompt;
        this.colour = colour;
    }

    /** The lines for a screen this many columns wide and this many lines high, the prompt first. */
    List<AttributedString> lines(int width, int height) {
        int shown = Math.max(1, Math.min(MOST_ROWS, height - 2));
        int first = Math.max(0, Math.min(model.marked() - shown / 2, model.count() - shown));
        List<AttributedString> lines = new ArrayList<>();
        lines.add(cut(promptLine(), width));
        lines.add(cut(styled(countLine(), AttributedStyle.DEFAULT.faint()), width));
        int end = Math.min(model.count(), first + shown);
        int[] widths = widths(first, end, width);
        for (int i = first; i < end; i++) {
            lines.add(cut(rowLine(i, widths), width));
        }
        return lines;
    }

    /** Where the cursor is in the first of these lines: behind what was typed. */
    int cursor(int width) {
        return Math.min(width - 1, promptLine().columnLength());
    }

    private AttributedString promptLine() {
        return new AttributedString(prompt + model.filter());
    }

    private String countLine() {
        return model.count() + "/" + model.total() + "  type to filter, arrows and Enter to choose, Esc to leave";
    }

    private AttributedString rowLine(int index, int[] widths) {
        boolean marked = index == model.marked();
        AttributedStringBuilder line = new AttributedStringBuilder();
        if (marked && colour) {
            line.style(AttributedStyle.DEFAULT.inverse());
        }
        line.append(marked ? MARK : "  ");
        List<String> columns = model.row(index);
        for (int i = 0; i < columns.size(); i++) {
            AttributedString text = cut(new AttributedString(columns.get(i)), widths[i]);
            line.append(text.toString());
            if (i < columns.size() - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - text.columnLength()) + GAP));
            }
        }
        return line.toAttributedString();
    }

    // Each column as wide as its widest text shown; where that is too much the widest one gives way, step by step.
    private int[] widths(int first, int end, int width) {
        int columns =
                model.total() == 0 || model.count() == 0 ? 0 : model.row(0).size();
        int[] widths = new int[columns];
        for (int i = first; i < end; i++) {
            for (int j = 0; j < columns; j++) {
                widths[j] =
                        Math.max(widths[j], new AttributedString(model.row(i).get(j)).columnLength());
            }
        }
        int room = width - MARK.length() - GAP * (columns - 1);
        int sum = Arrays.stream(widths).sum();
        while (sum > room) {
            int widest = widest(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            sum--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > NARROWEST_COLUMN && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private AttributedString styled(String text, AttributedStyle style) {
        return colour ? new AttributedString(text, style) : new AttributedString(text);
    }

    private static AttributedString cut(AttributedString text, int width) {
        if (text.columnLength() <= width) {
            return text;
        }
        return new AttributedStringBuilder()
                .append(text.columnSubSequence(0, Math.max(0, width - 1)))
                .append("…")
                .toAttributedString();
    }
}
