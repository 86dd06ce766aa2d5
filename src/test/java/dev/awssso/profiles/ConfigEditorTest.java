package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEditorTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(ConfigEditor editor) {
        return new String(editor.lines().content(), StandardCharsets.ISO_8859_1);
    }

    private static String set(String before, String profile, String key, String value) {
        ConfigEditor editor = new ConfigEditor(bytes(before));
        editor.set(editor.section(SectionName.Kind.PROFILE, profile).orElseThrow(), key, value);
        return text(editor);
    }

    private static String unset(String before, String profile, String key) {
        ConfigEditor editor = new ConfigEditor(bytes(before));
        editor.unset(editor.section(SectionName.Kind.PROFILE, profile).orElseThrow(), key);
        return text(editor);
    }

    private static String append(String before, String name) {
        ConfigEditor editor = new ConfigEditor(bytes(before));
        editor.append(SectionName.of(SectionName.Kind.PROFILE, name), List.of("region = r"));
        return text(editor);
    }

    @Test
    void replacesAKeyWhereItStands() {
        assertEquals(
                "[profile a]\n# x\nregion = new\noutput = json\n",
                set("[profile a]\n# x\nRegion: old\noutput = json\n", "a", "region", "new"));
    }

    @Test
    void putsANewKeyBehindTheLastOneOfItsOwnSection() {
        assertEquals(
                "[profile a]\nx = 1\nregion = r\n\n# about b\n[profile b]\ny = 2\n",
                set("[profile a]\nx = 1\n\n# about b\n[profile b]\ny = 2\n", "a", "region", "r"));
    }

    @Test
    void putsANewKeyBehindANestedBlock() {
        assertEquals(
                "[profile a]\ns3 =\n  x = 1\n\n  y = 2\nregion = r\n\n[profile b]\n",
                set("[profile a]\ns3 =\n  x = 1\n\n  y = 2\n\n[profile b]\n", "a", "region", "r"));
    }

    @Test
    void doesNotTakeNestedKeysForItsOwn() {
        assertEquals(
                "[profile a]\ns3 =\n  region = x\nregion = r\n",
                set("[profile a]\ns3 =\n  region = x\n", "a", "region", "r"));
    }

    @Test
    void replacesAValueOfSeveralLines() {
        assertEquals(
                "[profile a]\nregion = r\n  # kept\nx = 1\n",
                set("[profile a]\nregion = one\n  two\n  # kept\n  three\nx = 1\n", "a", "region", "r"));
    }

    @Test
    void keepsTheIndentOfItsNeighbours() {
        assertEquals(
                "[profile a]\n\tx = 1\n\tregion = r\n[profile b]\n  region = s\n",
                set("[profile a]\n\tx = 1\n[profile b]\n  region = s\n", "a", "region", "r"));
        assertEquals(
                "[profile b]\n  region = t\n  x = 1\n",
                set("[profile b]\n  region = s\n  x = 1\n", "b", "region", "t"));
    }

    @Test
    void doesNotSwallowAnIndentedHeader() {
        String after = set("[profile a]\n  [profile b]\n  x = 1\n", "a", "region", "r");

        ConfigFile file = ConfigFile.parse(Path.of("config"), bytes(after), ConfigFile.Flavor.CONFIG);
        assertEquals("r", file.profiles().get("a").get("region").orElseThrow());
        assertEquals("1", file.profiles().get("b").get("x").orElseThrow());
    }

    @Test
    void keepsTheLineEndsOfTheFile() {
        assertEquals("[profile a]\r\nx = 1\r\nregion = r\r\n", set("[profile a]\r\nx = 1\r\n", "a", "region", "r"));
        assertEquals("[profile a]\rx = 1\rregion = r\r", set("[profile a]\rx = 1\r", "a", "region", "r"));
        assertEquals(
                "[profile a]\nx = 1\nregion = r\n[profile b]\r\n",
                set("[profile a]\nx = 1\n[profile b]\r\n", "a", "region", "r"));
    }

    @Test
    void keepsAMissingLineEndAtTheEnd() {
        assertEquals("[profile a]\nx = 1\nregion = r", set("[profile a]\nx = 1", "a", "region", "r"));
        assertEquals("[profile a]\nx = 1\n\n[profile b]\nregion = r", append("[profile a]\nx = 1", "b"));
        assertEquals("[profile a]\nregion = r", set("[profile a]", "a", "region", "r"));
    }

    @Test
    void keepsAByteOrderMarkAndBytesOfAnyCharset() {
        assertEquals(
                "\u00ef\u00bb\u00bf[profile a]\nx = \u00e9\u00ff\nregion = r\n",
                set("\u00ef\u00bb\u00bf[profile a]\nx = \u00e9\u00ff\n", "a", "region", "r"));
    }

    @Test
    void appendsSectionsBehindABlankLine() {
        assertEquals("[profile b]\nregion = r\n", append("", "b"));
        assertEquals("# only\n\n[profile b]\nregion = r\n", append("# only\n", "b"));
        assertEquals("[profile a]\nx = 1\n\n\n[profile b]\nregion = r\n", append("[profile a]\nx = 1\n\n\n", "b"));
    }

    @Test
    void writesTheDefaultProfileBare() {
        assertEquals("[default]\nregion = r\n", append("", "default"));
    }

    @Test
    void editsTheDefaultSectionThatCounts() {
        assertEquals(
                "[default]\nx = 1\n[profile default]\ny = 2\nregion = r\n",
                set("[default]\nx = 1\n[profile default]\ny = 2\n", "default", "region", "r"));
        assertEquals("[default]\nx = 1\nregion = r\n", set("[default]\nx = 1\n", "default", "region", "r"));
    }

    @Test
    void editsTheLastOfTwoSectionsWithOneName() {
        assertEquals(
                "[profile a]\nregion = old\n[profile a]\nx = 1\nregion = r\n",
                set("[profile a]\nregion = old\n[profile a]\nx = 1\n", "a", "region", "r"));
    }

    @Test
    void findsQuotedNames() {
        assertEquals("[profile \"a b\"]\nregion = r\n", set("[profile \"a b\"]\nregion = old\n", "a b", "region", "r"));
    }

    @Test
    void leavesALineThatSaysTheSame() {
        String before = "[profile a]\nRegion :  r   # where we live\n";
        ConfigEditor editor = new ConfigEditor(bytes(before));

        editor.set(editor.section(SectionName.Kind.PROFILE, "a").orElseThrow(), "region", "r");

        assertFalse(editor.lines().changed());
        assertEquals(before, text(editor));
    }

    @Test
    void takesOutEveryLineOfAKey() {
        assertEquals("[profile a]\ny = 2\n", unset("[profile a]\nx = 1\n  2\nX = 3\ny = 2\n", "a", "x"));
    }

    @Test
    void tellsTheDifference() {
        ConfigEditor editor = new ConfigEditor(
                bytes(
                        """
                # 1
                # 2
                # 3
                # 4
                [profile a]
                aws_secret_access_key = hush
                region = old
                x = 1
                # 9
                # 10
                # 11
                # 12
                # 13
                [profile b]
                """));
        EditLine header = editor.section(SectionName.Kind.PROFILE, "a").orElseThrow();
        editor.set(header, "region", "new");
        editor.append(SectionName.of(SectionName.Kind.PROFILE, "c"), List.of("y = 2"));

        assertEquals(
                """
                --- config
                +++ config
                @@ -4,7 +4,7 @@
                 # 4
                 [profile a]
                 aws_secret_access_key = ****
                -region = old
                +region = new
                 x = 1
                 # 9
                 # 10
                @@ -12,3 +12,6 @@
                 # 12
                 # 13
                 [profile b]
                +
                +[profile c]
                +y = 2
                """,
                ConfigDiff.of(Path.of("config"), editor.lines()).stream()
                        .map(line -> line.text() + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void tellsNoDifferenceWhereThereIsNone() {
        ConfigEditor editor = new ConfigEditor(bytes("[profile a]\nregion = r\n"));

        assertTrue(ConfigDiff.of(Path.of("config"), editor.lines()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[profile prod", "profile prod]", "[]", "[", "[profile a b]"})
    void editsNothingBelowWhatLooksLikeAHeader(String header) {
        String before = "[profile test]\nx = 1\n" + header + "\nregion = prod\nx = 2\n";

        assertEquals(
                "[profile test]\nx = 1\nregion = r\n" + header + "\nregion = prod\nx = 2\n",
                set(before, "test", "region", "r"));
        assertEquals(before, unset(before, "test", "region"));
        assertEquals(before.replace("x = 1", "x = 3"), set(before, "test", "x", "3"));
    }

    @Test
    void putsANewKeyAboveOneThatOtherReadersWouldJoinWithTheNextHeader() {
        assertEquals(
                "[profile a]\nregion = r\nx = 1\n  [profile b]\ny = 2\n",
                set("[profile a]\nx = 1\n  [profile b]\ny = 2\n", "a", "region", "r"));
    }

    @Test
    void editsTheIndentedSectionItself() {
        assertEquals(
                "[profile a]\nx = 1\n  [profile b]\n  y = 2\n  region = r\n",
                set("[profile a]\nx = 1\n  [profile b]\n  y = 2\n", "b", "region", "r"));
    }
}
