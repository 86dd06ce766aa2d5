package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar of the JUnit extension, in a project of somebody else: the documented test, compiled and run. */
@Tag("slow")
class SandboxJunitJarIT {

    private static final String IMPORTS =
            """
            import dev.awssso.sandbox.Fault;
            import dev.awssso.sandbox.junit.SandboxExtension;
            import java.net.URI;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.RegisterExtension;
            import software.amazon.awssdk.regions.Region;
            import software.amazon.awssdk.services.sso.SsoClient;
            """;

    private static final String RUNNER =
            """
            import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
            import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
            import org.junit.platform.launcher.core.LauncherFactory;
            import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
            class RunIt {
                public static void main(String[] words) {
                    var listener = new SummaryGeneratingListener();
                    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(RecipeTest.class)).build(), listener);
                    var summary = listener.getSummary();
                    summary.getFailures().forEach(failure -> failure.getException().printStackTrace());
                    System.out.println(summary.getTestsSucceededCount() + " tests succeeded, "
                            + summary.getTotalFailureCount() + " failed");
                    System.exit(summary.getTestsSucceededCount() == 1 ? 0 : 1);
                }
            }
            """;

    @TempDir
    Path home;

    @Test
    void theDocumentedTestRuns() throws Exception {
        SandboxRecipes recipes = new SandboxRecipes(home);
        String lines = SandboxRecipes.recipe("JUnit 5", "java", 0);
        String test = lines.replace(
                "    …\n",
                """
                    try {
                        portal.listAccounts(list -> list.accessToken("none"));
                        throw new AssertionError("it was served");
                    } catch (software.amazon.awssdk.services.sso.model.SsoException e) {
                        // Three times throttled, as planned, and then refused for its token.
                        if (e.statusCode() != 401 || SANDBOX.controls().calls("ListAccounts") != 4) throw e;
                    }
                """);
        Files.writeString(home.resolve("RecipeTest.java"), "%s\nclass RecipeTest {\n%s}\n".formatted(IMPORTS, test));
        Files.writeString(home.resolve("RunIt.java"), RUNNER);
        String classPath = classPathOfATest();
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();

        SandboxRecipes.Result compiled = recipes.run(
                List.of(bin + "/javac", "-cp", classPath, "-d", "classes", "RecipeTest.java", "RunIt.java"));
        assertEquals(0, compiled.exit(), compiled::output);
        SandboxRecipes.Result result = recipes.run(List.of(bin + "/java", "-cp", "classes:" + classPath, "RunIt"));

        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("1 tests succeeded, 0 failed"), result::output);
    }

    // The packaged jar and what its page says must be beside it; no class of this build's folders.
    private static String classPathOfATest() throws Exception {
        List<String> jars = new ArrayList<>();
        try (var files = Files.list(Path.of("target"))) {
            files.filter(file -> file.toString().endsWith("-sandbox-junit.jar"))
                    .forEach(file -> jars.add(file.toAbsolutePath().toString()));
        }
        assertEquals(1, jars.size(), jars::toString);
        // Surefire has it, under a class path of its own.
        Class<?> launcher = Class.forName("org.junit.platform.launcher.core.LauncherFactory");
        jars.add(Path.of(launcher.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString());
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar ->
                        jar.matches(".*/(jackson-core|junit-|opentest4j|apiguardian|reactive-streams|slf4j-api)[^/]*")
                                || jar.contains("/software/amazon/"))
                .forEach(jars::add);
        return jars.stream().distinct().collect(Collectors.joining(File.pathSeparator));
    }
}
