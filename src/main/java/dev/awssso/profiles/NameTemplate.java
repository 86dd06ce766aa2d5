package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a profile is put together: text of the safe set with the fields {@code {account}} (the account's
 * name), {@code {account_id}} and {@code {role}} in it.
 */
public final class NameTemplate {

    /** Account name, hyphen, role name. */
    public static final NameTemplate DEFAULT = parse("{account}-{role}");

    /** What stands for a role of whose name nothing is left. */
    static final String NO_ROLE = "role";

    /** The values of the fields. */
    private enum Field {
        ACCOUNT("{account}"),
        ACCOUNT_ID("{account_id}"),
        ROLE("{role}");

        private final String text;

        Field(String text) {
            this.text = text;
        }
    }

    /** A field, or the text between two. */
    private record Part(@Nullable Field field, String text) {}

    private final String template;
    private final List<Part> parts;

    private NameTemplate(String template, List<Part> parts) {
        this.template = template;
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws Problem.Usage when it has an unknown field, no field at all, or text that no name may hold
     */
    public static NameTemplate parse(String template) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int end = open < 0 ? template.length() : open;
            if (end > at) {
                parts.add(new Part(null, checkedText(template.substring(at, end))));
            }
            at = end;
            if (open >= 0) {
                Field field = fieldAt(template, open);
                parts.add(new Part(field, field.text));
                at = open + field.text.length();
            }
        }
        if (parts.stream().allMatch(part -> part.field() == null) || template.startsWith("-")) {
            throw refused("it must contain {account}, {account_id} or {role}, and cannot start with -");
        }
        return new NameTemplate(template, List.copyOf(parts));
    }

    private static Field fieldAt(String template, int open) {
        for (Field field : Field.values()) {
            if (template.startsWith(field.text, open)) {
                return field;
            }
        }
        throw refused("the only fields are {account}, {account_id} and {role}");
    }

    private static String checkedText(String text) {
        if (!text.chars().allMatch(ConfigValue::isSafe)) {
            throw refused("its text may contain only letters, digits and _./%@:+-");
        }
        return text;
    }

    private static Problem refused(String why) {
        return new Problem.Usage("invalid --name-template", why, null);
    }

    /** The name before anything is done about names that come out twice. */
    String name(AccountId id, String accountName, String roleName) {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            name.append(filled(part, id, part(accountName, id.digits()), part(roleName, NO_ROLE)));
        }
        return name.toString();
    }

    /** The name that it would be if every character were allowed. */
    String spelled(AccountId id, String accountName, String roleName) {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            name.append(filled(part, id, accountName, roleName));
        }
        return name.toString();
    }

    private static String filled(Part part, AccountId id, String account, String role) {
        if (part.field() == null) {
            return part.text();
        }
        return switch (Objects.requireNonNull(part.field())) {
            case ACCOUNT -> account;
            case ACCOUNT_ID -> id.digits();
            case ROLE -> role;
        };
    }

    /**
     * A text of the portal as a part of a name: decomposed (NFKD) and without the marks of its letters, every run of
     * characters outside the safe set as one hyphen, no hyphen at the ends.
     *
     * @param fallback what stands for a text of which nothing is left
     */
    static String part(String text, String fallback) {
        StringBuilder part = new StringBuilder();
        boolean inRun = false;
        for (int c : decomposed(text).codePoints().toArray()) {
            if (isMark(c)) {
                continue;
            }
            boolean safe = ConfigValue.isSafe(c);
            if (safe || !inRun) {
                part.append(safe ? (char) c : '-');
            }
            inRun = !safe;
        }
        return stripHyphens(part, fallback);
    }

    private static String stripHyphens(StringBuilder text, String fallback) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '-') {
            start++;
        }
        while (start < end && text.charAt(end - 1) == '-') {
            end--;
        }
        return start == end ? fallback : text.substring(start, end);
    }

    // Loading the tables of Unicode costs a command more than most names are worth.
    private static String decomposed(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    @Override
    public String toString() {
        return template;
    }
}
