package dev.awssso.profiles;

import static dev.awssso.profiles.Assignments.role;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever accounts and roles are called: every reader finds exactly the profiles that were announced, with all pairs
 * of account and role among them.
 */
class HostileNamesTest {

    @TempDir
    Path directory;

    private Path file;
    private Map<String, Map<String, String>> announced;

    @BeforeEach
    void dump() throws IOException {
        List<Assignment> all = hostile();
        ProfileRules rules = new ProfileRules(
                new Portal("my-sso", "https://d-1.awsapps.com/start#/", "us-east-1", List.of()),
                ProfileRules.Style.SESSION,
                RegionRules.parse("eu-west-1", null),
                "/opt/aws-sso");
        List<ProfileName> names = new ProfileNames(NameTemplate.DEFAULT, Set.of()).assign(all);
        file = directory.resolve("config");
        Files.writeString(file, new ProfileGenerator(rules).text(names, List.of()), StandardCharsets.US_ASCII);
        announced = new TreeMap<>();
        names.forEach(named -> announced.put(
                named.name(), rules.profile(named.name(), named.assignment()).values()));
        assertEquals(all.stream().distinct().count(), announced.size());
    }

    private static List<Assignment> hostile() {
        List<Assignment> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (char c = ' '; c <= '~'; c++) {
            names.add(String.valueOf(c));
            names.add("a" + c + "b");
            names.add(c + "start");
            names.add("end" + c);
            names.add("" + c + c);
        }
        names.addAll(List.of(
                "",
                " ",
                "same",
                "same",
                "same",
                "Same",
                "SAME",
                "default",
                "DEFAULT",
                "profile x",
                "sso-session x",
                "x".repeat(50),
                "x".repeat(49) + " ",
                "\u05d0\u05d1\u05d2",
                "a\u202eb",
                "a\nb",
                "a\r\n[profile evil]\nx = 1",
                "a\u0000b",
                "\u001b[31mred",
                "na\u00efve caf\u00e9",
                "\uff21\uff22",
                "\ud83d\ude80",
                "a\ud83d\ude80b",
                "\ud800",
                "a\u0301",
                "]",
                "[",
                "[]",
                "a]b[c",
                "'a b'",
                "\"a b\"",
                "a\\b",
                "# a",
                "; a",
                "a # b",
                "a ; b",
                "a=b",
                "a: b",
                "-",
                "--",
                "-x",
                "x-",
                "%s",
                "${HOME}",
                "$(id)",
                "`id`",
                "../../etc",
                "a\tb",
                "a\u00a0b",
                "a\u0085b"));
        for (int i = 0; i < names.size(); i++) {
            String id = String.format(Locale.ROOT, "%012d", i + 1);
            for (String role : List.of("Admin", "A=B", "A,B", "a+b@c.d", "---", "default")) {
                all.add(role(id, names.get(i), role));
            }
        }
        return all;
    }

    @Test
    void ourReaderFindsThemAll() {
        ConfigFile read = ConfigFile.read(file, ConfigFile.Flavor.CONFIG);

        assertEquals(List.of(), read.warnings());
        Map<String, Map<String, String>> found = new TreeMap<>();
        read.profiles().forEach((name, section) -> {
            Map<String, String> values = new TreeMap<>();
            section.keys().forEach(key -> values.put(key, section.get(key).orElseThrow()));
            found.put(name, values);
        });
        assertEquals(announced, found);
    }

    @Test
    void theSdkForJavaFindsThemAll() {
        assertEquals(announced, new TreeMap<>(RealParsers.java(file)));
    }

    @Test
    @Tag("slow")
    void botocoreFindsThemAll() throws IOException {
        try (RealParsers.Botocore botocore = new RealParsers.Botocore()) {
            JsonObject answer = botocore.read(file);

            assertEquals(announced, new TreeMap<>(RealParsers.profiles(answer)));
            assertEquals(
                    Set.of("my-sso"),
                    answer.object("sso_sessions").orElseThrow().names());
        }
    }

    @Test
    @Tag("slow")
    void theSdkForJavaScriptFindsThemAll() throws IOException {
        JsonObject answer = RealParsers.javascript(file);

        assertEquals(announced, new TreeMap<>(RealParsers.profiles(answer)));
        assertEquals(
                Set.of("my-sso"), answer.object("sso_sessions").orElseThrow().names());
    }

    @Test
    @Tag("slow")
    void theAwsCliFindsThem() throws IOException {
        List<String> names = new ArrayList<>(announced.keySet());
        for (int i = 0; i < names.size(); i += names.size() / 12) {
            Map<String, String> profile = announced.get(names.get(i));
            assertEquals(
                    profile.get("sso_role_name"),
                    RealParsers.awsCli(file, names.get(i), "sso_role_name"),
                    names.get(i));
        }
    }
}
