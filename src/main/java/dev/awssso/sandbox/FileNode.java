package dev.awssso.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a directory file and its place in it: a text (whatever the file takes it for: an account id is one with
 * and without quotes), a list or a map.
 */
final class FileNode {

    private final String place;
    private final @Nullable String text;
    private final @Nullable List<FileNode> items;
    private final @Nullable Map<String, FileNode> members;

    private FileNode(
            String place,
            @Nullable String text,
            @Nullable List<FileNode> items,
            @Nullable Map<String, FileNode> members) {
        this.place = place;
        this.text = text;
        this.items = items;
        this.members = members;
    }

    /** A text; null for a value that is left out, as {@code groups:} with nothing behind it. */
    static FileNode text(String place, @Nullable String text) {
        return new FileNode(place, text, null, null);
    }

    static FileNode list(String place, List<FileNode> items) {
        return new FileNode(place, null, List.copyOf(items), null);
    }

    static FileNode map(String place, Map<String, FileNode> members) {
        return new FileNode(place, null, null, new LinkedHashMap<>(members));
    }

    /** That something is wrong here: {@code line 3, column 5: …}. */
    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(place + ": " + why);
    }

    String text() {
        if (text == null) {
            throw wrong("a string is expected here");
        }
        return text;
    }

    /** The items of a list; a single text is a list of one, and a value that is left out one of none. */
    List<FileNode> items() {
        if (items != null) {
            return items;
        }
        if (members != null) {
            throw wrong("a list is expected here");
        }
        return text == null ? List.of() : List.of(this);
    }

    boolean isText() {
        return text != null;
    }

    /** The names of a map's members, none but these. */
    FileNode only(String... allowed) {
        if (members == null) {
            throw wrong("an object with these members is expected here: " + String.join(", ", allowed));
        }
        List<String> names = Arrays.asList(allowed);
        for (Map.Entry<String, FileNode> member : members.entrySet()) {
            if (!names.contains(member.getKey())) {
                throw member.getValue()
                        .wrong("unknown member \"" + member.getKey() + "\"; use one of: " + String.join(", ", names));
            }
        }
        return this;
    }

    Optional<FileNode> find(String name) {
        return members == null ? Optional.empty() : Optional.ofNullable(members.get(name));
    }

    FileNode get(String name) {
        return find(name).orElseThrow(() -> wrong("the member \"" + name + "\" is missing"));
    }

    /** The items of a member that may be absent. */
    List<FileNode> items(String name) {
        return find(name).map(FileNode::items).orElse(List.of());
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false is expected here");
        };
    }

    // 1*DIGIT ("s" / "m" / "h" / "d")
    Duration duration() {
        if (!text().matches("[1-9][0-9]{0,8}[smhd]")) {
            throw wrong("a time such as 900s, 15m, 8h or 7d is expected here");
        }
        long number = Long.parseLong(text().substring(0, text().length() - 1));
        return switch (text().charAt(text().length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
