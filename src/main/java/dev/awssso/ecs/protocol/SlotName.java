package dev.awssso.ecs.protocol;

import dev.awssso.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a slot: 1 to 128 code points, no control characters, not {@code .} or {@code ..}; case counts, and no
 * Unicode normalisation takes place. The default slot has no name, which is what {@link #UNNAMED} says.
 *
 * @param text the name as a person writes it
 */
public record SlotName(String text) implements Comparable<SlotName> {

    /** The default slot; a named slot may well be called {@code default}. */
    public static final SlotName UNNAMED = new SlotName("");

    private static final int LONGEST = 128;
    private static final String UNRESERVED = "-._~";

    public SlotName {
        if (!text.isEmpty() && !valid(text)) {
            throw new IllegalArgumentException("not a slot name");
        }
    }

    /** True for every slot but the default one. */
    public boolean named() {
        return !text.isEmpty();
    }

    /** The name that this text is, empty when it can name no slot. */
    public static Optional<SlotName> parse(String text) {
        return valid(text) ? Optional.of(new SlotName(text)) : Optional.empty();
    }

    /** True for a text that can name a slot. */
    public static boolean valid(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= 1
                && length <= LONGEST
                && !text.equals(".")
                && !text.equals("..")
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
    }

    /** Reads the value of an option; a {@link Problem.Usage} naming the option when it cannot name a slot. */
    public static SlotName ofOption(String option, String text) {
        if (!valid(text)) {
            throw new Problem.Usage(
                    "invalid " + option,
                    "a slot name has 1 to " + LONGEST + " characters without control characters, and is not . or ..",
                    null);
        }
        return new SlotName(text);
    }

    /**
     * The name as one segment of a URL's path. Everything but RFC 3986's unreserved characters is escaped, so that no
     * SDK can read it in another way.
     */
    public String escaped() {
        StringBuilder segment = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (unreserved) {
                segment.append(c);
            } else {
                segment.append('%').append(HexFormat.of().toHexDigits(octet).toUpperCase(Locale.ROOT));
            }
        }
        return segment.toString();
    }

    /** By code points, which is the order of the list of slots. */
    @Override
    public int compareTo(SlotName other) {
        int[] left = text.codePoints().toArray();
        int[] right = other.text.codePoints().toArray();
        return Arrays.compare(left, right);
    }

    @Override
    public String toString() {
        return text;
    }
}
