package dev.awssso.profiles;

import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a config file between {@code # BEGIN aws-sso NAME} and {@code # END aws-sso NAME}, in which sections are
 * ours to add and to take away. Everything a person wrote there stays all the same: comments, keys, whole sections.
 */
final class GeneratedBlock {

    private static final String BEGIN = "# BEGIN aws-sso ";
    private static final String END = "# END aws-sso ";

    /** The order in which sections are added: sso-sessions first, then by the code points of their names. */
    static final Comparator<SectionName> ORDER = Comparator.comparing(
                    (SectionName name) -> name.kind() != SectionName.Kind.SSO_SESSION)
            .thenComparing(SectionName::name);

    private final ConfigEditor editor;
    private final EditLine begin;
    private final EditLine end;
    // The section headers in the block, in the order of the file.
    private final Map<SectionName, EditLine> sections = new LinkedHashMap<>();

    private GeneratedBlock(ConfigEditor editor, EditLine begin, EditLine end) {
        this.editor = editor;
        this.begin = begin;
        this.end = end;
    }

    /**
     * Finds the block of this name, or makes an empty one at the end of the file.
     *
     * @throws Problem.LocalFile when its marks are damaged, or keys stand where they belong to another section
     */
    static GeneratedBlock open(ConfigEditor editor, Path file, String name) {
        EditLine begin = null;
        EditLine end = null;
        for (EditLine line : editor.lines()) {
            boolean begins = isMark(line, BEGIN + name);
            boolean ends = isMark(line, END + name);
            if ((begins && begin != null) || (ends && (begin == null || end != null))) {
                throw damaged(file, line, "has no second mark");
            }
            begin = begins ? line : begin;
            end = ends ? line : end;
        }
        if (begin == null) {
            return create(editor, name);
        }
        if (end == null) {
            throw damaged(file, begin, "has no line \"" + END + name + "\" after it");
        }
        GeneratedBlock block = new GeneratedBlock(editor, begin, end);
        block.readSections();
        block.refuseKeysBehind(begin, file);
        block.refuseKeysBehind(end, file);
        return block;
    }

    private static boolean isMark(EditLine line, String mark) {
        return line.kind() == ConfigLine.Kind.COMMENT && line.text().strip().equals(mark);
    }

    private static Problem damaged(Path file, EditLine line, String why) {
        return new Problem.LocalFile(
                file + ":" + line.line().number() + ": \"" + line.text().strip() + "\" " + why,
                "restore both marks, or remove the remaining one",
                null,
                null);
    }

    private static GeneratedBlock create(ConfigEditor editor, String name) {
        LineChain lines = editor.lines();
        EditLine last = lines.last();
        boolean gap = last != lines.start() && last.kind() != ConfigLine.Kind.BLANK;
        EditLine begin = lines.insertAfter(gap ? editor.blankAfter(last) : last, ConfigLine.Kind.COMMENT, BEGIN + name);
        return new GeneratedBlock(editor, begin, lines.insertAfter(begin, ConfigLine.Kind.COMMENT, END + name));
    }

    private void readSections() {
        EditLine line = begin;
        while (line != null && line != end) {
            if (line.kind() == ConfigLine.Kind.HEADER) {
                EditLine header = line;
                SectionName.parse(line.line().header(), ConfigFile.Flavor.CONFIG)
                        .ifPresent(name -> sections.put(SectionName.of(name.kind(), name.name()), header));
            }
            line = line.nextLive();
        }
    }

    // A key behind one of the marks, with no header between, belongs to the section before the mark.
    private void refuseKeysBehind(EditLine mark, Path file) {
        EditLine line = mark.nextLive();
        while (line != null && !line.kind().beginsSection()) {
            if (line.kind() == ConfigLine.Kind.PROPERTY || line.kind() == ConfigLine.Kind.CONTINUATION) {
                throw new Problem.LocalFile(
                        file + ":" + line.line().number() + ": a key after \""
                                + mark.text().strip() + "\" belongs to the section above that line",
                        "move the key to its section",
                        null,
                        null);
            }
            line = line.nextLive();
        }
    }

    /** The sections in the block by name, with their header lines. */
    Map<SectionName, EditLine> sections() {
        return sections;
    }

    /** The profiles in the block with their lines, but for notes above them. */
    Map<SectionName, String> profileTexts() {
        Map<SectionName, String> texts = new LinkedHashMap<>();
        sections.forEach((name, header) -> {
            if (name.kind() == SectionName.Kind.PROFILE) {
                StringBuilder text = new StringBuilder();
                body(header).forEach(line -> text.append(line.text().strip()).append('\n'));
                texts.put(name, text.toString().strip());
            }
        });
        return texts;
    }

    /** The comment line behind the first mark that starts like this; empty when there is none. */
    Optional<EditLine> heading(String start) {
        EditLine line = begin.nextLive();
        while (line != null && line.kind() == ConfigLine.Kind.COMMENT && line != end) {
            if (line.text().startsWith(start)) {
                return Optional.of(line);
            }
            line = line.nextLive();
        }
        return Optional.empty();
    }

    /** Puts a comment line behind the first mark, in the place of the one that starts like this. */
    void setHeading(String start, String text) {
        EditLine old = heading(start).orElse(null);
        if (old != null && old.text().equals(text)) {
            return;
        }
        if (old != null) {
            old.remove();
        }
        editor.lines().insertAfter(old == null ? begin : old, ConfigLine.Kind.COMMENT, text);
    }

    /**
     * Adds sections, each before the first one with a greater name, sso-sessions before profiles.
     *
     * @param entries in that order themselves
     */
    void addAll(List<ConfigEntry> entries) {
        List<Map.Entry<SectionName, EditLine>> present = List.copyOf(sections.entrySet());
        int at = 0;
        for (ConfigEntry entry : entries) {
            while (at < present.size() && ORDER.compare(present.get(at).getKey(), entry.name()) < 0) {
                at++;
            }
            if (at < present.size()) {
                insertBefore(present.get(at).getValue(), entry);
            } else {
                insertLast(entry);
            }
        }
    }

    private void insertBefore(EditLine header, ConfigEntry entry) {
        EditLine where = Objects.requireNonNull(header.previousLive(), "a header in a block has a line before it");
        while (isNote(where)) {
            where = Objects.requireNonNull(where.previousLive(), "the mark of the block comes first");
        }
        editor.blankAfter(editor.insert(where, entry.name(), entry.lines()));
    }

    private void insertLast(ConfigEntry entry) {
        EditLine last = lastContent();
        boolean first = last == begin || isHeading(last);
        editor.insert(first ? last : editor.blankAfter(last), entry.name(), entry.lines());
    }

    // The last line in the block that is not blank.
    private EditLine lastContent() {
        EditLine line = Objects.requireNonNull(end.previousLive(), "the mark of the block comes first");
        while (line.kind() == ConfigLine.Kind.BLANK) {
            line = Objects.requireNonNull(line.previousLive(), "the mark of the block comes first");
        }
        return line;
    }

    /** Takes a section away, with the blank lines behind it, or before it when it is the last one. */
    void remove(SectionName name) {
        EditLine header = Objects.requireNonNull(sections.remove(name), "a section of the block");
        List<EditLine> body = body(header);
        EditLine following = (body.isEmpty() ? header : body.get(body.size() - 1)).nextLive();
        body.forEach(EditLine::remove);
        header.remove();
        if (following != end) {
            return;
        }
        EditLine line = lastContent().nextLive();
        while (line != null && line != end) {
            line.remove();
            line = line.nextLive();
        }
    }

    /** The lines of a section inside the block; comments directly above the next header are not its own. */
    List<EditLine> body(EditLine header) {
        List<EditLine> body = new ArrayList<>();
        EditLine line = header.nextLive();
        while (line != null && line != end && !line.kind().beginsSection()) {
            body.add(line);
            line = line.nextLive();
        }
        while (line != end && !body.isEmpty() && isNote(body.get(body.size() - 1))) {
            body.remove(body.size() - 1);
        }
        return body;
    }

    /** True when a person put a comment directly above this header. */
    boolean hasNote(EditLine header) {
        return isNote(Objects.requireNonNull(header.previousLive(), "a header in a block has a line before it"));
    }

    private boolean isNote(EditLine line) {
        return line.kind() == ConfigLine.Kind.COMMENT && line != begin && !isHeading(line);
    }

    private static boolean isHeading(EditLine line) {
        return line.text().startsWith(Population.HEADING);
    }
}
