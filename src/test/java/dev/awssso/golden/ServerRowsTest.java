package dev.awssso.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.awssso.Rows;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The rows of the server's contract, and the tests that show them. */
class ServerRowsTest {

    private static final Path PAGE = Path.of("docs/reference/server-tests.md");

    /** The groups of rows and how many each has. */
    private static final Map<String, Integer> GROUPS = groups();

    /** What no test shows yet: the feature that brings it. */
    private static final Map<String, String> TO_COME =
            new TreeMap<>(Map.of("C15", "comes with the image and its set-ups: they need a container engine"));

    private static final String HEAD =
            """
            # The server's rows and their tests

            The rows are those of the contract of the credentials server: C clients, N network and browser, P process, memory
            and files, I output, L life cycle, R regressions. A test names its rows with `@Rows`; this page is made from that by
            `./mvnw test -Dtest=ServerRowsTest -Dgolden.update`, and a row without a test fails the build.

            `*IT` run against the packaged program, those marked with * in the slow suite.
            """;

    private static Map<String, Integer> groups() {
        Map<String, Integer> groups = new LinkedHashMap<>();
        groups.put("C", 15);
        groups.put("N", 17);
        groups.put("P", 10);
        groups.put("I", 8);
        groups.put("L", 11);
        groups.put("R", 33);
        return groups;
    }

    private static List<String> rows() {
        return GROUPS.entrySet().stream()
                .flatMap(group -> IntStream.rangeClosed(1, group.getValue()).mapToObj(i -> group.getKey() + i))
                .toList();
    }

    @Test
    void everyRowIsShownByATestAndThePageSaysByWhich() throws IOException, URISyntaxException {
        Map<String, Set<String>> tests = tests();

        assertEquals(Set.of(), unknown(tests.keySet()), "rows that the contract does not have");
        assertEquals(List.of(), missing(tests.keySet()), "rows without a test");
        String page = page(tests);
        if (GoldenTest.UPDATE) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "-Dgolden.update rewrites the page");
    }

    private static Set<String> unknown(Set<String> named) {
        Set<String> unknown = new TreeSet<>(named);
        rows().forEach(unknown::remove);
        return unknown;
    }

    // One that has come is no longer to come.
    private static List<String> missing(Set<String> named) {
        return rows().stream()
                .filter(row -> named.contains(row) == TO_COME.containsKey(row))
                .toList();
    }

    private static Map<String, Set<String>> tests() throws URISyntaxException {
        Path classes = Path.of(ServerRowsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, Set<String>> tests = new TreeMap<>();
        for (JavaClass one : new ClassFileImporter().importPath(classes)) {
            List<JavaMethod> methods =
                    one.getMethods().stream().filter(ServerRowsTest::isTest).toList();
            if (!methods.isEmpty()) {
                add(tests, one, simpleName(one) + (slow(one) ? "*" : ""));
            }
            for (JavaMethod method : methods) {
                String star = slow(one) || slow(method) ? "*" : "";
                add(tests, method, simpleName(one) + "." + method.getName() + star);
            }
        }
        return tests;
    }

    private static boolean isTest(JavaMethod method) {
        return Stream.of(Test.class, ParameterizedTest.class, TestFactory.class).anyMatch(method::isAnnotatedWith);
    }

    private static String simpleName(JavaClass one) {
        return one.getName().substring(one.getName().lastIndexOf('.') + 1).replace('$', '.');
    }

    private static boolean slow(HasAnnotations<?> one) {
        return one.isAnnotatedWith(Tag.class) || one.isAnnotatedWith(Tags.class);
    }

    private static void add(Map<String, Set<String>> tests, HasAnnotations<?> one, String name) {
        one.tryGetAnnotationOfType(Rows.class).ifPresent(rows -> {
            for (String row : rows.value()) {
                tests.computeIfAbsent(row, key -> new TreeSet<>()).add(name);
            }
        });
    }

    private static String page(Map<String, Set<String>> tests) {
        StringBuilder page = new StringBuilder(HEAD).append("\n| row | tests |\n|---|---|\n");
        for (String row : rows()) {
            List<String> names = new ArrayList<>();
            tests.getOrDefault(row, Set.of()).forEach(name -> names.add("`" + name + "`"));
            String cell = names.isEmpty() ? TO_COME.getOrDefault(row, "none") : String.join(", ", names);
            page.append("| ").append(row).append(" | ").append(cell).append(" |\n");
        }
        return page.toString();
    }
}
