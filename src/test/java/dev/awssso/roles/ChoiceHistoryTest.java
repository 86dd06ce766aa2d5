package dev.awssso.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.signin.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceHistoryTest {

    private final RoleRef developer = new RoleRef(new AccountId("000000000001"), "Developer");
    private final RoleRef reader = new RoleRef(new AccountId("222222222222"), "Read+Only=,.@-_");

    @TempDir
    Path directory;

    private ChoiceHistory history(String session) {
        return new ChoiceHistory(
                directory, new Instance("https://x.awsapps.com/start", "us-east-1", session, Instance.DEFAULT_SCOPES));
    }

    @Test
    void noSessionSeesTheChoicesOfAnother() {
        history("nonprod").add(developer);

        assertEquals(List.of(), history("prod").latest());
    }

    @Test
    void theLatestChoiceIsFirstAndStandsOnce() {
        ChoiceHistory history = history("nonprod");
        history.add(developer);
        history.add(reader);
        history.add(developer);

        assertEquals(List.of(developer, reader), history("nonprod").latest());
    }

    @Test
    void aBrokenFileIsAnEmptyHistoryAndIsReplaced() throws IOException {
        ChoiceHistory history = history("nonprod");
        history.add(developer);
        try (Stream<Path> files = Files.list(directory)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"choices\":[\"rubbish\"]}");
        }
        assertEquals(List.of(), history.latest());

        history.add(reader);
        assertEquals(List.of(reader), history.latest());
    }
}
