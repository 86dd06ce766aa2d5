package dev.awssso.platform;

/** Text of a service, a file or a redirect, which may hold anything. */
public final class ForeignText {

    private static final int LONGEST = 500;

    private ForeignText() {}

    /** The text without control, line-separating and bidirectional characters, cut at 500 characters. */
    public static String clean(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(ForeignText::harmless).limit(LONGEST).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean harmless(int c) {
        boolean bidi = c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
        boolean separator = c == 0x2028 || c == 0x2029;
        boolean half = c >= 0xD800 && c <= 0xDFFF;
        return !Character.isISOControl(c) && !bidi && !separator && !half;
    }
}
