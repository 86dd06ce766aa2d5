package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which client did which step over which transport, as {@code docs/reference/sandbox.md} has it between its marks. */
final class ClientMatrix {

    /** The steps, in the order of the columns. */
    enum Step {
        DEVICE("device"),
        PKCE("PKCE"),
        ACCOUNTS("1200 accounts"),
        CREDENTIALS("credentials"),
        REFRESH("three refreshes"),
        CHAIN("chain"),
        LOGOUT("logout");

        private final String title;

        Step(String title) {
            this.title = title;
        }
    }

    private static final Path PAGE = Path.of("docs/reference/sandbox.md");
    private static final String BEGIN = "<!-- matrix of clients: written by UnmodifiedClientsTest -->\n";
    private static final String END = "<!-- end of the matrix -->\n";

    private final Map<String, Map<Step, Set<ClientTransport>>> rows = new LinkedHashMap<>();

    void worked(String client, Step step, ClientTransport transport) {
        rows.computeIfAbsent(client, any -> new LinkedHashMap<>())
                .computeIfAbsent(step, any -> EnumSet.noneOf(ClientTransport.class))
                .add(transport);
    }

    /** The page's rows of the clients that ran must be these; with {@code -Dgolden.update} they become these. */
    void check() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        Map<String, String> known = new LinkedHashMap<>();
        page.substring(begin, end).lines().skip(2).forEach(line -> known.put(line.split("\\|", -1)[1].strip(), line));
        Map<String, String> wanted = new LinkedHashMap<>(known);
        rows.forEach((client, steps) -> wanted.put(client, row(client, steps)));
        String table = head()
                + wanted.values().stream().sorted().map(line -> line + "\n").collect(Collectors.joining());
        if (System.getProperty("golden.update") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertEquals(table, page.substring(begin, end), "run it with -Dgolden.update and read the difference");
    }

    private static String head() {
        StringBuilder head = new StringBuilder("| client |");
        StringBuilder line = new StringBuilder("|---|");
        for (Step step : Step.values()) {
            head.append(' ').append(step.title).append(" |");
            line.append("---|");
        }
        return head + "\n" + line + "\n";
    }

    private static String row(String client, Map<Step, Set<ClientTransport>> steps) {
        List<String> cells = new ArrayList<>(List.of(client));
        for (Step step : Step.values()) {
            Set<ClientTransport> transports = steps.getOrDefault(step, Set.of());
            cells.add(
                    transports.isEmpty()
                            ? "–"
                            : transports.stream()
                                    .map(transport -> transport == ClientTransport.PROXY ? "proxy" : transport.name())
                                    .collect(Collectors.joining(", ")));
        }
        return "| " + String.join(" | ", cells) + " |";
    }
}
