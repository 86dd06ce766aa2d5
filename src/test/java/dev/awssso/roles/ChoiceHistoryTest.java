package dev.awssso.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceHistoryTest {

    private final RoleRef developer = new RoleRef(new AccountId("000000000001"), "Developer");
    private final RoleRef reader = new RoleRef(new AccountId("222222222222"), "Read+Only=,.@-_");

    @TempDir
    Path directory;

    @Test
    void theLatestChoiceIsFirstAndStandsOnce() {
        ChoiceHistory history = new ChoiceHistory(directory);
        history.add(developer);
        history.add(reader);
        history.add(developer);

        assertEquals(List.of(developer, reader), new ChoiceHistory(directory).latest());
    }

    @Test
    void aBrokenFileIsAnEmptyHistoryAndIsReplaced() throws IOException {
        Files.writeString(directory.resolve("history.json"), "{\"choices\":[\"rubbish\"]}");
        ChoiceHistory history = new ChoiceHistory(directory);
        assertEquals(List.of(), history.latest());

        history.add(reader);
        assertEquals(List.of(reader), history.latest());
    }
}
