package dev.awssso.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The reference page on how others read the same files. It is written from what a run has found. */
final class ParserReference {

    private static final Path PAGE = Path.of("docs/reference/config-parsers.md");
    private static final String HEAD =
            """
            # How others read the same files

            The AWS CLI and every SDK read `~/.aws/config` and `~/.aws/credentials` with their own parsers, and these do not
            always agree. This page lists the differences, and what `aws-sso` does. A test gives the same home directories to
            botocore (Python), the SDK for Java, the SDK for JavaScript and `aws-sso`, compares the resulting identities,
            and writes this table; where all three agree, `aws-sso` agrees with them, except in the rows that say that a section
            ends.

            *the same*: the identity that `aws-sso` gives, or refused as by `aws-sso`; *refuses*: no credentials for that
            profile; *refuses the files*: no profile of these files works; *another identity*: credentials of another identity.
            Several outcomes in one field depend on the rest of the profile.

            | in the files | botocore | SDK for Java | SDK for JavaScript | `aws-sso` |
            |---|---|---|---|---|
            """;

    private ParserReference() {}

    /** A rarer difference may be missing in the run that wrote the page. */
    private static final int OFTEN = 10;

    /** Writes the page when golden files are to be updated; else every row that often differs must be on it. */
    static void check(Differences differences) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Quirk, Differences.Row> row : differences.rows().entrySet()) {
            List<String> cells = row.getValue().outcomes().stream()
                    .map(outcomes -> String.join(", ", outcomes))
                    .toList();
            if (cells.stream().anyMatch(cell -> !cell.equals("the same"))) {
                lines.add("| " + row.getKey().description() + " | " + String.join(" | ", cells) + " | "
                        + row.getKey().ours() + " |");
            }
        }
        if (System.getProperty("golden.update") != null) {
            Files.writeString(PAGE, HEAD + String.join("\n", lines) + "\n");
            return;
        }
        String page = Files.readString(PAGE);
        for (Map.Entry<Quirk, Differences.Row> row : differences.rows().entrySet()) {
            Quirk quirk = row.getKey();
            boolean differs = row.getValue().differing() >= OFTEN;
            assertTrue(
                    !differs || page.contains("| " + quirk.description() + " |"),
                    () -> PAGE + " has no row for " + quirk + "; -Dgolden.update writes it");
        }
    }
}
