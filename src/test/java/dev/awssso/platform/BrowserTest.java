package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of BROWSER, with real programs that write down how they were called. */
@DisabledOnOs(OS.WINDOWS)
class BrowserTest {

    private static final URI ADDRESS = URI.create("https://d-1.awsapps.com/start?a=1&b=%20");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Path called;

    @BeforeEach
    void programs() throws IOException {
        called = home.resolve("called");
        String noteWords = "for word; do printf '[%s]' \"$word\" >> '" + called + "'; done\n";
        Files.createDirectories(home.resolve("Program Files"));
        for (Path program : List.of(home.resolve("b"), home.resolve("Program Files/b"), home.resolve("it's"))) {
            script(program, noteWords);
        }
        script(home.resolve("fails"), "exit 3\n");
    }

    private static void script(Path program, String text) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + text);
        assertTrue(program.toFile().setExecutable(true));
    }

    private Browser browser(String variable) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("BROWSER", variable.replace("HOME", home.toString()));
        return new Browser(new Environment(variables, OperatingSystem.LINUX), () -> null);
    }

    // Each as Python's webbrowser splits it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HOME/b|[URL]",
                "HOME/b %s|[URL]",
                "HOME/b --new %s -x|[--new][URL][-x]",
                "'HOME/Program Files/b' %s|[URL]",
                "\"HOME/Program Files/b\" %s|[URL]",
                "HOME/Program\\ Files/b %s|[URL]",
                "HOME/Program Files/b|[URL]",
                "HOME/it's|[URL]",
                "HOME/b --title 'a b' --url=%s|[--title][a b][--url=URL]",
                "HOME/b %s &|[URL]",
                "HOME/none %s:HOME/fails:HOME/b second %s|[second][URL]",
                "HOME/b 'a:b' %s|[a:b][URL]",
                "HOME/none 'a:b' %s:HOME/b second %s|[second][URL]",
                "HOME/b 'ext+container:name={account_id}&url=%e'|[ext+container:name=sign-in&url=ENCODED]",
            })
    void readsTheWordsAsPythonDoes(String variable, String words) throws IOException {
        assertEquals(Optional.empty(), browser(variable).open(ADDRESS, PATIENCE));

        assertEquals(expected(words), Files.readString(called));
    }

    private static String expected(String words) {
        return words.replace("URL", ADDRESS.toString())
                .replace("ENCODED", "https%3A%2F%2Fd-1.awsapps.com%2Fstart%3Fa%3D1%26b%3D%2520");
    }

    @Test
    void knowsTheRoleOfAPage() throws IOException {
        Browser browser = browser("HOME/b --profile '{account_id} {role}' 'ext+container:name={role}&url=%e'");

        assertEquals(
                Optional.empty(),
                browser.inRole("111111111111", "Read@Only;x $(y) {account_id}").open(ADDRESS, PATIENCE));

        // A value is never more than a part of its word.
        String role = "Read@Only;x $(y) {account_id}";
        assertEquals(
                "[--profile][111111111111 " + role + "][ext+container:name=" + role + "&url=" + expected("ENCODED")
                        + "]",
                Files.readString(called));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HOME/fails %s|HOME/fails exited with code 3",
                "HOME/none|HOME/none cannot be started",
                "HOME/fails:HOME/none|HOME/none cannot be started",
                "'HOME/b %s|a quote in BROWSER is not closed",
                ":|BROWSER contains no program",
            })
    void tellsWhyNoneHasOpenedIt(String variable, String reason) throws Exception {
        String expected = reason.replace("HOME", home.toString());
        assertEquals(Optional.of(expected), browser(variable).open(ADDRESS, PATIENCE));

        CompletableFuture<String> told = new CompletableFuture<>();
        browser(variable).open(ADDRESS, told::complete);
        assertEquals(expected, told.get(20, TimeUnit.SECONDS));
    }

    @Test
    void doesNotWaitForABrowserThatGoesOn() throws IOException {
        script(home.resolve("stays"), "exec sleep 60 > /dev/null\n");
        List<String> told = new ArrayList<>();
        long before = System.nanoTime();

        assertTrue(browser("HOME/stays").open(ADDRESS, told::add));
        assertEquals(Optional.empty(), browser("HOME/stays").open(ADDRESS, Duration.ofMillis(50)));

        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(Duration.ofSeconds(50)) < 0);
        assertEquals(List.of(), told);
        ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(name -> name.endsWith("sleep"))
                        .isPresent())
                .forEach(ProcessHandle::destroy);
    }

    @Test
    void sendsNobodyToAnAddressInTheClear() {
        List<String> told = new ArrayList<>();

        assertFalse(browser("HOME/b").open(URI.create("http://example.com/"), told::add));

        assertEquals(List.of("the URL is neither an https URL nor a URL of this machine"), told);
        assertFalse(Files.exists(called));
    }
}
