package dev.awssso.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

    private static final Path PAGE = Path.of("docs/reference/commands.md");

    @TempDir
    Path home;

    @Test
    void theCommandReferenceIsWhatTheProgramSays() throws IOException {
        StringBuilder page =
                new StringBuilder("# Commands\n\nWhat `aws-sso COMMAND --help` prints, of every command. Made"
                        + " by `./mvnw test -Dtest=ReferenceTest -Dgolden.update`.\n");
        for (String path : Commands.all(home)) {
            String heading = ("aws-sso " + path).strip();
            page.append("\n## ").append(heading).append("\n\n```\n");
            page.append(Commands.help(home, path).stripTrailing()).append("\n```\n");
        }
        if (GoldenTest.UPDATE) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString(), "-Dgolden.update rewrites the page");
    }
}
