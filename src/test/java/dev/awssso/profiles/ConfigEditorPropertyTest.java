package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random files, edited at random: what was not spoken of stays, what was is read back. */
class ConfigEditorPropertyTest {

    private static final List<String> KEYS = List.of("region", "output", "x", "sso_account_id", "sso_region");

    @TempDir
    Path directory;

    /** One edit of one file. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Edit(String header, String key, String value, byte[] before, byte[] after, List<EditLine> lines) {

        List<String> live(boolean alsoAdded) {
            List<String> texts = new ArrayList<>();
            lines.forEach(line -> {
                if (!line.removed() && (alsoAdded || !line.added())) {
                    texts.add(line.text());
                }
            });
            return texts;
        }
    }

    private static Edit edit(Random random, String text) {
        byte[] before = text.getBytes(StandardCharsets.ISO_8859_1);
        ConfigEditor editor = new ConfigEditor(before);
        String name = "n" + random.nextInt(6);
        String key = KEYS.get(random.nextInt(KEYS.size()));
        String value = "v" + random.nextInt(100);
        SectionName.Kind kind = SectionName.Kind.PROFILE;
        if (editor.section(kind, name).isEmpty()) {
            editor.append(SectionName.of(kind, name), List.of(key + " = " + value));
        } else {
            editor.set(editor.section(kind, name).orElseThrow(), key, value);
        }
        String header = editor.section(kind, name).orElseThrow().text();
        List<EditLine> lines = new ArrayList<>();
        editor.lines().forEach(lines::add);
        return new Edit(header, key, value, before, editor.lines().content(), lines);
    }

    @Test
    void untouchedBytesStayAndTheEditIsReadBack() {
        Random random = new Random(20261121);
        for (int i = 0; i < 4000; i++) {
            String text = RandomConfig.make(random, i % 2 == 0);
            Edit edit = edit(random, text);
            String told = "before:\n" + text + "\nafter:\n" + new String(edit.after(), StandardCharsets.ISO_8859_1);

            assertUntouched(edit, told);
            assertReadBack(edit, told);
        }
    }

    // Without the lines that were added, and without those of the replaced value in the old file, both are the same
    // bytes; a line ending may have moved to the end of what was the last line.
    private static void assertUntouched(Edit edit, String told) {
        List<ConfigLine> old = scan(edit.before());
        List<ConfigLine> now = scan(edit.after());
        assertEquals(edit.live(true), texts(now), told);
        int at = 0;
        for (EditLine line : edit.lines()) {
            if (!line.added()) {
                assertEquals(old.get(at).text(), line.text(), told);
                at++;
            }
        }
        assertEquals(old.size(), at, told);
        long removed = edit.lines().stream().filter(EditLine::removed).count();
        assertTrue(removed <= 6, told);
        int oldEnd = old.size() - 1;
        if (oldEnd >= 0 && !now.isEmpty()) {
            boolean openBefore = old.get(oldEnd).ending().isEmpty();
            boolean openNow = now.get(now.size() - 1).ending().isEmpty();
            assertEquals(openBefore, openNow, told);
        }
        assertEndingsStay(edit, old, now, told);
    }

    private static void assertEndingsStay(Edit edit, List<ConfigLine> old, List<ConfigLine> now, String told) {
        int oldAt = 0;
        int nowAt = 0;
        for (EditLine line : edit.lines()) {
            if (!line.added() && !line.removed() && !old.get(oldAt).ending().isEmpty()) {
                assertEquals(old.get(oldAt).ending(), now.get(nowAt).ending(), told);
            }
            oldAt += line.added() ? 0 : 1;
            nowAt += line.removed() ? 0 : 1;
        }
    }

    private static List<ConfigLine> scan(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return ConfigLine.scan(text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text);
    }

    private static List<String> texts(List<ConfigLine> lines) {
        return lines.stream().map(ConfigLine::text).toList();
    }

    private static void assertReadBack(Edit edit, String told) {
        ConfigFile old = ConfigFile.parse(Path.of("config"), edit.before(), ConfigFile.Flavor.CONFIG);
        ConfigFile now = ConfigFile.parse(Path.of("config"), edit.after(), ConfigFile.Flavor.CONFIG);
        String name = SectionName.parse(ConfigLine.scan(edit.header()).get(0).header(), ConfigFile.Flavor.CONFIG)
                .orElseThrow()
                .name();
        Section expected =
                old.profiles().getOrDefault(name, Section.empty(name)).with(Section.empty(name));
        expected.put(edit.key(), edit.value());
        Map<String, String> before = new TreeMap<>();
        old.profiles().forEach((key, section) -> before.put(key, all(section)));
        before.put(name, all(expected));
        Map<String, String> after = new TreeMap<>();
        now.profiles().forEach((key, section) -> after.put(key, all(section)));
        assertEquals(before, after, told);
        assertEquals(
                old.ssoSessions().keySet().toString(),
                now.ssoSessions().keySet().toString(),
                told);
        assertEquals(old.services().toString(), now.services().toString(), told);
    }

    private static String all(Section section) {
        Map<String, String> values = new TreeMap<>();
        section.keys().forEach(key -> values.put(key, section.get(key).orElse("") + section.nested(key)));
        return values.toString();
    }

    @Test
    @Tag("slow")
    void botocoreReadsTheSameButForTheEdit() throws IOException {
        Random random = new Random(42);
        Path file = directory.resolve("config");
        int read = 0;
        try (RealParsers.Botocore botocore = new RealParsers.Botocore()) {
            for (int i = 0; i < 3000; i++) {
                String text = RandomConfig.make(random, false);
                Edit edit = edit(random, text);
                Files.write(file, edit.before());
                JsonObject old = botocore.read(file);
                Files.write(file, edit.after());
                JsonObject now = botocore.read(file);
                String told = "before:\n" + text + "\nafter:\n" + new String(edit.after(), StandardCharsets.ISO_8859_1);

                assertEquals(old.string("error"), now.string("error"), told);
                if (old.has("error")) {
                    continue;
                }
                read++;
                Map<String, Map<String, String>> expected = raw(old);
                String section = edit.header()
                        .substring(edit.header().indexOf('[') + 1, edit.header().lastIndexOf(']'));
                expected.computeIfAbsent(section, ignored -> new LinkedHashMap<>())
                        .put(edit.key(), edit.value());
                assertEquals(expected, raw(now), told);
            }
        }
        assertTrue(read > 2000, "only " + read + " files were such that botocore reads them");
    }

    private static Map<String, Map<String, String>> raw(JsonObject answer) {
        JsonObject raw = answer.object("raw").orElseThrow();
        Map<String, Map<String, String>> sections = new TreeMap<>();
        raw.names()
                .forEach(name -> sections.put(
                        name, new TreeMap<>(RealParsers.values(raw.object(name).orElseThrow()))));
        return sections;
    }
}
