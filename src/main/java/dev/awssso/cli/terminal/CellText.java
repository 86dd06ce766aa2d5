package dev.awssso.cli.terminal;

/** Text as a terminal shows it: how many columns it takes, and what is left of it when there are fewer. */
final class CellText {

    private static final String ELLIPSIS = "…";

    private CellText() {}

    /** The columns that the text takes. */
    static int width(String text) {
        return text.codePoints().map(CellText::width).sum();
    }

    /** The text in at most so many columns, with an ellipsis where a part is left out. */
    static String shortened(String text, int columns, Cut cut) {
        if (cut == Cut.NEVER || width(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - 1);
        int tail = cut == Cut.MIDDLE ? room / 2 : 0;
        String end = tail(text, tail);
        return head(text, room - width(end)) + ELLIPSIS + end;
    }

    /** The text and blanks, so many columns together. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static String head(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            taken += width(c);
            if (taken > columns) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int columns) {
        int from = text.length();
        int taken = 0;
        while (from > 0) {
            int c = text.codePointBefore(from);
            taken += width(c);
            if (taken > columns) {
                break;
            }
            from -= Character.charCount(c);
        }
        return text.substring(from);
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
