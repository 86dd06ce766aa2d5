package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;

/** The rules for what we write into a config file, so that every reader reads back what was meant. */
public final class ConfigValue {

    private ConfigValue() {}

    /**
     * Refuses a value that some reader would cut, join or reject: empty, with control characters or anything else
     * outside printable ASCII, with blanks at its ends, or with the beginning of an inline comment.
     *
     * @throws Problem.Usage naming the key
     */
    public static String checked(String key, String value) {
        if (value.isEmpty()) {
            throw refused(key, "is empty");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw refused(key, "contains a character that is not printable ASCII");
        }
        if (value.startsWith(" ") || value.endsWith(" ")) {
            throw refused(key, "starts or ends with a space");
        }
        if (value.contains(" #") || value.contains(" ;") || value.startsWith("#") || value.startsWith(";")) {
            throw refused(key, "contains text that other tools read as a comment");
        }
        return value;
    }

    private static Problem refused(String key, String why) {
        return new Problem.Usage("the value of " + key + " cannot be written to a config file", "it " + why, null);
    }

    /**
     * Refuses a name that some reader drops or misreads; the safe set is {@code [A-Za-z0-9_./%@:+-]+}, not starting
     * with a hyphen.
     *
     * @param option what the person gave it as
     * @throws Problem.Usage naming the option
     */
    public static String checkedName(String option, String name) {
        if (!isSafeName(name)) {
            throw new Problem.Usage(
                    "invalid " + option + " \"" + ForeignText.clean(name) + "\"",
                    "every SDK can read letters, digits and _./%@:+-, without - at the start",
                    null);
        }
        return name;
    }

    /** True for a name of the safe set. */
    public static boolean isSafeName(String name) {
        return !name.isEmpty() && name.charAt(0) != '-' && name.chars().allMatch(ConfigValue::isSafe);
    }

    static boolean isSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x80 && "_./%@:+-".indexOf(c) >= 0);
    }
}
