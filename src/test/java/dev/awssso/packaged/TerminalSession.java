package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.packaged.DocumentedHome.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A person at a pseudo-terminal, {@code src/test/python/terminal.py}, and what was to be seen there: after each step and
 * at the end.
 */
record TerminalSession(JsonObject told) {

    private static final Path PYTHON = Path.of("target/python/bin/python").toAbsolutePath();

    /** Runs a command on a terminal of so many columns and rows, and takes these steps. */
    static TerminalSession of(DocumentedHome person, String size, String command, String... steps) {
        Path driver = Path.of("src/test/python/terminal.py").toAbsolutePath();
        assumeTrue(Files.isExecutable(PYTHON), "target/python is missing; .ci/run makes it");
        Result result = person.run(PYTHON + " " + driver + " " + size + " '["
                + String.join(",", steps).replace("'", "'\\''") + "]' " + command);
        assertEquals(0, result.exit(), result.err());
        TerminalSession session = new TerminalSession((JsonObject) JsonText.parse(result.out()));
        assertEquals(true, session.told().value("restored"), "the terminal's settings are not those of before");
        assertEquals(List.of(), session.told().value("modes"), "modes of the terminal that are still on");
        return session;
    }

    /** Waits until this is on the screen. */
    static String see(String text) {
        return "{\"see\": \"" + text + "\"}";
    }

    /** Waits until this is not on the screen. */
    static String miss(String text) {
        return "{\"miss\": \"" + text + "\"}";
    }

    static String type(String keys) {
        return "{\"type\": \"" + keys + "\"}";
    }

    /** Sends a signal to the command, such as {@code TERM}. */
    static String signal(String name) {
        return "{\"signal\": \"" + name + "\"}";
    }

    static String resize(int columns, int rows) {
        return "{\"size\": [" + columns + ", " + rows + "]}";
    }

    long code() {
        return (Long) told.value("code");
    }

    List<String> screen(int step) {
        return lines(((List<?>) told.value("seen")).get(step));
    }

    List<String> screen() {
        return lines(told.value("screen"));
    }

    /** All lines at the end, empty ones included. */
    List<String> lines() {
        return ((List<?>) told.value("screen")).stream().map(String.class::cast).toList();
    }

    /** The column of the cursor at the end, and whether it is seen. */
    List<?> cursor() {
        return (List<?>) told.value("cursor");
    }

    /** What the command asked for by SGR sequences, such as {@code 32}. */
    List<String> colours() {
        return lines(told.value("colours"));
    }

    private static List<String> lines(Object screen) {
        return ((List<?>) screen)
                .stream()
                        .map(String.class::cast)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}
