package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    private static ConfigFile config(String text) {
        return ConfigFile.parse(Path.of("config"), text.getBytes(StandardCharsets.UTF_8), ConfigFile.Flavor.CONFIG);
    }

    private static ConfigFile credentials(String text) {
        return ConfigFile.parse(
                Path.of("credentials"), text.getBytes(StandardCharsets.UTF_8), ConfigFile.Flavor.CREDENTIALS);
    }

    private static Optional<String> value(ConfigFile file, String profile, String key) {
        return Optional.ofNullable(file.profiles().get(profile)).flatMap(section -> section.get(key));
    }

    private static void assertClean(ConfigFile file) {
        assertEquals(List.of(), file.warnings());
    }

    private static void assertWarning(ConfigFile file, int line, String part) {
        assertEquals(1, file.warnings().size(), file.warnings()::toString);
        ConfigWarning warning = file.warnings().get(0);
        assertEquals(line, warning.line());
        assertTrue(warning.text().contains(part), warning::text);
    }

    @Test
    void readsProfilesSessionsAndServices() {
        ConfigFile file = config(
                """
                # a comment
                [default]
                region = eu-west-1

                [profile dev]
                region=us-east-1
                services = local
                [sso-session corp]
                sso_region = us-east-2
                [services local]
                sts =
                  endpoint_url = http://127.0.0.1:4000
                sso =

                  endpoint_url = http://127.0.0.1:4001
                """);

        assertClean(file);
        assertEquals(Set.of("default", "dev"), file.profiles().keySet());
        assertEquals(Optional.of("eu-west-1"), value(file, "default", "region"));
        assertEquals(Optional.of("us-east-2"), file.ssoSessions().get("corp").get("sso_region"));
        Section services = file.services().get("local");
        assertEquals(Map.of("endpoint_url", "http://127.0.0.1:4000"), services.nested("sts"));
        assertEquals(Map.of("endpoint_url", "http://127.0.0.1:4001"), services.nested("sso"));
    }

    @Test
    void mergesASectionThatStandsTwice() {
        ConfigFile file = config("[profile a]\nregion = r1\noutput = json\n[profile a]\nregion = r2\n");

        assertWarning(file, 4, "[profile a] exists twice");
        assertEquals("profile a", file.warnings().get(0).section());
        assertEquals(Optional.of("r2"), value(file, "a", "region"));
        assertEquals(Optional.of("json"), value(file, "a", "output"));
    }

    @Test
    void takesTheLastOfTwoEqualKeys() {
        ConfigFile file = config("[profile a]\nregion = r1\nREGION = r2\n");

        assertWarning(file, 3, "the key region exists twice");
        assertEquals(Optional.of("r2"), value(file, "a", "region"));
    }

    @Test
    void profileDefaultWinsOverDefaultAsAWhole() {
        ConfigFile file = config("[profile default]\nregion = r1\n[default]\nregion = r2\noutput = json\n");

        assertWarning(file, 3, "[profile default]");
        assertEquals(Optional.of("r1"), value(file, "default", "region"));
        assertEquals(Optional.empty(), value(file, "default", "output"));
    }

    @Test
    void ignoresUpperCaseDefault() {
        ConfigFile file = config("[DEFAULT]\nregion = r1\n[profile a]\noutput = json\n");

        assertWarning(file, 1, "[DEFAULT]");
        assertEquals(Set.of("a"), file.profiles().keySet());
        assertEquals(Optional.empty(), value(file, "a", "region"));
    }

    @Test
    void ignoresBareSectionsOfTheConfigFile() {
        ConfigFile file = config("[a]\nregion = r1\n[plugins]\nx = y\n");

        assertClean(file);
        assertEquals(Set.of(), file.profiles().keySet());
    }

    @Test
    void forgivesBlanksTabsAndCommentsInHeaders() {
        ConfigFile file = config("[ profile a ]\nx = 1\n[profile\tb] # [note]\nx = 2\n[profile 'c d'];\nx = 3\n");

        assertClean(file);
        assertEquals(Set.of("a", "b", "c d"), file.profiles().keySet());
    }

    @Test
    void warnsOfTextBehindAHeader() {
        ConfigFile file = config("[profile a] junk\nx = 1\n");

        assertWarning(file, 1, "text after");
        assertEquals(Optional.of("1"), value(file, "a", "x"));
    }

    @Test
    void warnsOfAHeaderThatIsIndented() {
        ConfigFile file = config("  [profile a]\nx = 1\n");

        assertWarning(file, 1, "spaces before");
        assertEquals(Optional.of("1"), value(file, "a", "x"));
    }

    @Test
    void takesAnIndentedHeaderBelowAKeyForASectionOfItsOwn() {
        ConfigFile file = config("[profile a]\nx = 1\n  [profile b]\ny = 2\n");

        assertWarning(file, 3, "section above");
        assertEquals(Optional.of("1"), value(file, "a", "x"));
        assertEquals(Optional.empty(), value(file, "a", "y"));
        assertEquals(Optional.of("2"), value(file, "b", "y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[profile b",
                "profile b]",
                "profile b] # mine",
                "[]",
                "[ ]",
                "[",
                "  [profile b",
                "[profile b = 1",
                "[profile b c]",
                "[profile 'b]",
                " [profile b c]",
                "[profile=b]",
                "[b]",
                "]",
            })
    void givesNoKeyBelowWhatLooksLikeAHeaderToTheSectionAbove(String header) {
        ConfigFile file = config("[profile a]\nx = 1\n" + header + "\nx = 2\n  y = 3\nz = 4\n[profile c]\nx = 5\n");

        assertEquals(Set.of("a", "c"), file.profiles().keySet());
        assertEquals(Set.of("x"), file.profiles().get("a").keys());
        assertEquals(Optional.of("1"), value(file, "a", "x"));
        assertEquals(Optional.of("5"), value(file, "c", "x"));
        if (!header.equals("[b]") && !header.equals("[profile=b]")) {
            assertTrue(file.warnings().stream().allMatch(warning -> warning.line() == 3), file.warnings()::toString);
            assertTrue(
                    file.warnings().stream().anyMatch(warning -> warning.text().contains("belong to no profile")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[prod", "prod]", "[]", " [prod", "["})
    void theSameInTheCredentialsFile(String header) {
        ConfigFile file = credentials("[test]\nx = 1\n" + header + "\nx = 2\n");

        assertWarning(file, 3, "belong to no profile");
        assertEquals(Optional.of("1"), value(file, "test", "x"));
    }

    @Test
    void keepsValuesThatEndInABracket() {
        ConfigFile file = config("[profile a]\nx = [1]\ny: z]\nmore =\n  a = b]\n  c]\n");

        assertEquals(Optional.of("[1]"), value(file, "a", "x"));
        assertEquals(Optional.of("z]"), value(file, "a", "y"));
        assertEquals(Map.of("a", "b]"), file.profiles().get("a").nested("more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void usesNothingOfUtf16(String encoding) {
        byte[] content = "[default]\naws_access_key_id = AKIA\n".getBytes(Charset.forName(encoding));

        ConfigFile file = ConfigFile.parse(Path.of("credentials"), content, ConfigFile.Flavor.CREDENTIALS);

        assertWarning(file, 1, "UTF-16");
        assertEquals(Set.of(), file.profiles().keySet());
    }

    @Test
    void readsColonsAndCapitalsAndEmptyValues() {
        ConfigFile file = config("[profile a]\nRegion: r1\nsso_start_url = https://x/start#/\noutput =\n");

        assertClean(file);
        assertEquals(Optional.of("r1"), value(file, "a", "region"));
        assertEquals(Optional.of("https://x/start#/"), value(file, "a", "sso_start_url"));
        assertEquals(Optional.empty(), value(file, "a", "output"));
    }

    @Test
    void cutsInlineCommentsOfTheKeysItUses() {
        ConfigFile file = config("[profile a]\nregion = r1 # here\noutput = json\t; there\nfoo = x # y\n");

        assertEquals(Optional.of("r1"), value(file, "a", "region"));
        assertEquals(Optional.of("json"), value(file, "a", "output"));
        assertEquals(Optional.of("x # y"), value(file, "a", "foo"));
    }

    @Test
    void skipsIndentedCommentsInsideValues() {
        ConfigFile file = config("[profile a]\ns3 =\n  # note\n  max_concurrent_requests = 20\n  ; more\n\n  x = y\n");

        assertClean(file);
        assertEquals(
                Map.of("max_concurrent_requests", "20", "x", "y"),
                file.profiles().get("a").nested("s3"));
    }

    @Test
    void joinsContinuationLines() {
        ConfigFile file = config("[profile a]\nfoo = one\n  two\n\n  three\n\nbar = x\n");

        assertEquals(Optional.of("one\ntwo\n\nthree"), value(file, "a", "foo"));
        assertEquals(Optional.of("x"), value(file, "a", "bar"));
    }

    @Test
    void readsKeysThatAreAllIndented() {
        ConfigFile file = config("[profile a]\n  x = 1\n  y = 2\n[profile b]\n\tz = 3\n");

        assertEquals(Optional.of("2"), value(file, "a", "y"));
        assertEquals(Optional.of("3"), value(file, "b", "z"));
    }

    @Test
    void warnsOfStrayLinesWithTheirNumbers() {
        ConfigFile file = config("x = 1\n[profile a]\nnonsense\n= 2\nregion = r\n");

        assertEquals(
                List.of(1, 3, 4),
                file.warnings().stream().map(ConfigWarning::line).toList());
        assertEquals(Optional.of("r"), value(file, "a", "region"));
    }

    @Test
    void skipsAByteOrderMark() {
        ConfigFile file = config("\uFEFF[profile a]\nx = 1\n");

        assertWarning(file, 1, "byte order mark");
        assertEquals(Optional.of("1"), value(file, "a", "x"));
    }

    @Test
    void readsBytesThatAreNotUtf8AsLatin1() {
        byte[] content = "[profile a]\nx = caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        ConfigFile file = ConfigFile.parse(Path.of("config"), content, ConfigFile.Flavor.CONFIG);

        assertWarning(file, 1, "UTF-8");
        assertEquals(Optional.of("caf\u00e9"), value(file, "a", "x"));
    }

    @Test
    void readsEveryLineEnding() {
        ConfigFile file = config("[profile a]\r\nx = 1\r\n[profile b]\rx = 2\r[profile c]\nx = 3");

        assertClean(file);
        assertEquals(Optional.of("1"), value(file, "a", "x"));
        assertEquals(Optional.of("2"), value(file, "b", "x"));
        assertEquals(Optional.of("3"), value(file, "c", "x"));
    }

    @Test
    void splitsSectionNamesAsAShellDoes() {
        ConfigFile file = config(
                """
                [profile "a b"]
                [profile c\\d]
                [profile $(id)]
                [profile a]b]
                [profile]
                """);

        assertEquals(Set.of("a b", "cd", "$(id)", "a]b"), file.profiles().keySet());
        assertClean(file);
    }

    @Test
    void skipsSectionNamesThatAreNotTwoWords() {
        ConfigFile file = config("[profile a b]\nx = 1\n[profile it's]\nx = 1\n[sso-session a b]\nx = 1\n");

        assertEquals(Set.of(), file.profiles().keySet());
        assertEquals(
                List.of(1, 3, 5),
                file.warnings().stream().map(ConfigWarning::line).toList());
    }

    @Test
    void credentialsFileHasBareNames() {
        ConfigFile file = credentials("[default]\nx = 0\n[a b]\nx = 1\n[profile c]\nx = 2\n");

        assertEquals(Set.of("default", "a b"), file.profiles().keySet());
        assertWarning(file, 5, "the profile name only");
    }

    @Test
    void printsNoValue() {
        ConfigFile file = credentials("[a]\naws_secret_access_key = top\n");

        assertEquals("a[aws_secret_access_key]", file.profiles().get("a").toString());
        assertEquals(
                "a[aws_secret_access_key]",
                Profile.merged("a", file.profiles().get("a"), null).toString());
    }
}
