package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.packaged.DocumentedHome.Result;
import java.nio.file.Path;
import java.util.List;

/**
 * A person at a pseudo-terminal, {@code src/test/python/terminal.py}, and what was to be seen there: after each step and
 * at the end.
 */
record TerminalSession(JsonObject told) {

    /** Runs a command on a terminal of so many columns and rows, and takes these steps. */
    static TerminalSession of(DocumentedHome person, String size, String command, String... steps) {
        Path driver = Path.of("src/test/python/terminal.py").toAbsolutePath();
        Result result =
                person.run("python3 " + driver + " " + size + " '[" + String.join(",", steps).replace("'", "'\\''") + "]' " + command);
        assertEquals(0, result.exit(), result.err());
        TerminalSession session = new TerminalSession((JsonObject) JsonText.parse(result.out()));
        assertEquals(true, session.told().value("restored"), "the terminal's settings are not those of before");
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
