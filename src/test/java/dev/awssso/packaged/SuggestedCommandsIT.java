package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.packaged.Suggestion.Kind;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands after {@code try:} corrects the failure when it is pasted as it is printed: each place that prints it is
 * brought to do so, the line runs in a shell, and then the command succeeds that had failed.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class SuggestedCommandsIT {

    private static final String PREFIX = "try: ";

    @TempDir
    Path directory;

    static List<Suggestion> suggestions() {
        return Suggestions.all();
    }

    @ParameterizedTest
    @MethodSource("suggestions")
    void theFailedCommandSucceedsAfterThePrintedOne(Suggestion suggestion) throws Exception {
        try (RunningSandbox sandbox = RunningSandbox.start()) {
            SuggestionHome home = new SuggestionHome(directory, sandbox);
            home.person().with("PORT", "" + home.freePort());
            suggestion.state().in(home);
            if (suggestion.kind() == Kind.SHOWS_SERVER) {
                try (RunningProgram running = PackagedProgram.at(directory).startServer()) {
                    home.person().with("TAKEN", "" + running.url().getPort());
                    check(suggestion, home);
                }
            } else {
                check(suggestion, home);
            }
        }
    }

    @Test
    void whatTheLauncherSuggestsCorrectsItToo() throws Exception {
        assumeTrue(PackagedProgram.isOnJvm(), "a native program has no launcher");
        try (RunningSandbox sandbox = RunningSandbox.start()) {
            check(
                    Suggestion.at("find-java.sh", "aws-sso --version", home -> {})
                            .exporting("AWS_SSO_JAVA_HOME=/nowhere; export AWS_SSO_JAVA_HOME"),
                    new SuggestionHome(directory, sandbox));
        }
    }

    private static void check(Suggestion suggestion, SuggestionHome home) throws Exception {
        Result failed = home.sh(suggestion.failing());
        assumeTrue(failed.exit() != 96, "this container may not mount");
        assertNotEquals(0, failed.exit(), failed.out());
        List<String> printed = failed.err()
                .lines()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> line.substring(PREFIX.length()))
                .toList();
        assertEquals(1, printed.size(), failed.err());

        suggestion.between().in(home);
        String line = printed.get(0);
        if (line.equals("aws-sso configure sso")) {
            TerminalSession session =
                    TerminalSession.of(home.person(), "120 30", line, Suggestions.configureSso(home.sandbox()));
            assertEquals(0, session.code(), session.screen()::toString);
            line = ":";
        }
        Result corrected = home.sh(suggestion.corrected(line));
        assertEquals(0, corrected.exit(), () -> printed + "\n" + corrected.err());
    }
}
