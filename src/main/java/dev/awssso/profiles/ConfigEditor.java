package dev.awssso.profiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Edits a config file line by line and leaves every other byte as it is. A key that is replaced stays where it stands;
 * a new one goes behind the last key of its own section; whole sections are added and taken away only where the caller
 * says. Texts that are added must have passed {@link ConfigValue}.
 */
final class ConfigEditor {

    private record Key(SectionName.Kind kind, String name) {}

    private final byte[] original;
    private final LineChain lines;
    private final Map<Key, List<EditLine>> headers = new HashMap<>();

    ConfigEditor(byte[] content) {
        original = content.clone();
        lines = LineChain.of(content);
        for (EditLine line : lines) {
            if (line.kind() == ConfigLine.Kind.HEADER) {
                register(line);
            }
        }
    }

    private void register(EditLine header) {
        SectionName.parse(header.line().header(), ConfigFile.Flavor.CONFIG).ifPresent(name -> headers.computeIfAbsent(
                        new Key(name.kind(), name.name()), ignored -> new ArrayList<>(1))
                .add(header));
    }

    LineChain lines() {
        return lines;
    }

    /** The file as it was before the first edit. */
    byte[] original() {
        return original.clone();
    }

    /**
     * The header of the section that counts: of several with one name the last, and {@code [profile default]} before
     * {@code [default]}.
     */
    Optional<EditLine> section(SectionName.Kind kind, String name) {
        EditLine found = null;
        for (EditLine header : headers.getOrDefault(new Key(kind, name), List.of())) {
            if (!header.removed() && (found == null || isBare(found) || !isBare(header))) {
                found = header;
            }
        }
        return Optional.ofNullable(found);
    }

    /** All sections that are read as one with this one, itself included. */
    List<EditLine> mergedWith(EditLine header) {
        return SectionName.parse(header.line().header(), ConfigFile.Flavor.CONFIG).stream()
                .flatMap(name -> headers.getOrDefault(new Key(name.kind(), name.name()), List.of()).stream())
                .filter(other -> !other.removed() && isBare(other) == isBare(header))
                .toList();
    }

    private static boolean isBare(EditLine header) {
        return header.line().header().equals(SectionName.DEFAULT);
    }

    /** Adds a section at the end of the file, a blank line before it. */
    EditLine append(SectionName name, List<String> properties) {
        EditLine last = lines.last();
        boolean gap = last != lines.start() && last.kind() != ConfigLine.Kind.BLANK;
        return insert(gap ? blankAfter(last) : last, name, properties);
    }

    /** Adds a section behind a line; returns its last line. */
    EditLine insert(EditLine where, SectionName name, List<String> properties) {
        EditLine header = lines.insertAfter(where, ConfigLine.Kind.HEADER, "[" + name.text() + "]");
        register(header);
        EditLine last = header;
        for (String property : properties) {
            last = lines.insertAfter(
                    last, property.startsWith("#") ? ConfigLine.Kind.COMMENT : ConfigLine.Kind.PROPERTY, property);
        }
        return last;
    }

    EditLine blankAfter(EditLine where) {
        return lines.insertAfter(where, ConfigLine.Kind.BLANK, "");
    }

    /** Sets a key of a section; nothing changes when it has that value already. */
    void set(EditLine header, String key, String value) {
        EditLine old = property(header, key).orElse(null);
        if (old == null) {
            EditLine last = lastKeyLine(header);
            String indent = indentFor(header, last);
            // Other readers take a header that is deeper than the key above it for a part of that key's value.
            EditLine following = followingSection(header);
            boolean swallows = following != null && indent(following).length() > indent.length();
            lines.insertAfter(swallows ? header : last, ConfigLine.Kind.PROPERTY, indent + key + " = " + value);
            return;
        }
        if (value(old).equals(value)) {
            return;
        }
        EditLine last = removeValue(old);
        lines.insertAfter(last, ConfigLine.Kind.PROPERTY, indent(old) + key + " = " + value);
    }

    /** Takes a key out of a section, with all of its lines. */
    void unset(EditLine header, String key) {
        Optional<EditLine> old = property(header, key);
        while (old.isPresent()) {
            removeValue(old.get());
            old = property(header, key);
        }
    }

    /** The line of a key in a section, the last one where there are several. */
    Optional<EditLine> property(EditLine header, String key) {
        EditLine found = null;
        for (EditLine line : body(header)) {
            if (line.line().hasKey(key)) {
                found = line;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The value of a key's line with its continuation lines, as the reader reads it. */
    String value(EditLine property) {
        String key = property.line().key().toLowerCase(Locale.ROOT);
        StringBuilder value =
                new StringBuilder(ConfigKeys.stripComment(key, property.line().value()));
        EditLine line = property.nextLive();
        while (line != null && isInsideValue(line)) {
            if (line.kind() == ConfigLine.Kind.CONTINUATION) {
                value.append('\n').append(line.line().value());
            }
            line = line.nextLive();
        }
        return value.toString();
    }

    /** The lines of a section behind its header, up to the next header. */
    List<EditLine> body(EditLine header) {
        List<EditLine> body = new ArrayList<>();
        EditLine line = header.nextLive();
        while (line != null && !line.kind().beginsSection()) {
            body.add(line);
            line = line.nextLive();
        }
        return body;
    }

    // Removes a key's line and its continuation lines; comments between them stay. Returns the key's line.
    private static EditLine removeValue(EditLine property) {
        EditLine line = property.nextLive();
        property.remove();
        while (line != null && isInsideValue(line)) {
            if (line.kind() == ConfigLine.Kind.CONTINUATION) {
                line.remove();
            }
            line = line.nextLive();
        }
        return property;
    }

    private static boolean isInsideValue(EditLine line) {
        return switch (line.kind()) {
            case BLANK, COMMENT, CONTINUATION -> true;
            case HEADER, MALFORMED_HEADER, PROPERTY, STRAY -> false;
        };
    }

    private EditLine lastKeyLine(EditLine header) {
        EditLine last = header;
        for (EditLine line : body(header)) {
            if (line.kind() == ConfigLine.Kind.PROPERTY || line.kind() == ConfigLine.Kind.CONTINUATION) {
                last = line;
            }
        }
        return last;
    }

    // A key that is less deep than what follows it would swallow that, so a new key is as deep as its neighbours.
    private String indentFor(EditLine header, EditLine behind) {
        if (behind != header) {
            return indent(Objects.requireNonNull(lastProperty(header)));
        }
        EditLine following = followingSection(header);
        return following == null ? "" : indent(following);
    }

    private static @Nullable EditLine followingSection(EditLine header) {
        EditLine line = header.nextLive();
        while (line != null && !line.kind().beginsSection()) {
            line = line.nextLive();
        }
        return line;
    }

    private @Nullable EditLine lastProperty(EditLine header) {
        EditLine last = null;
        for (EditLine line : body(header)) {
            last = line.kind() == ConfigLine.Kind.PROPERTY ? line : last;
        }
        return last;
    }

    private static String indent(EditLine line) {
        int end = 0;
        while (end < line.text().length() && ConfigLine.isBlank(line.text().charAt(end))) {
            end++;
        }
        return line.text().substring(0, end);
    }
}
