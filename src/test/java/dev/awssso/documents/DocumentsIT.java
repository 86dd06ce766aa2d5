package dev.awssso.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.documents.DocumentPage.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of commands in the documents, run as a reader pastes it: for each page one new home directory, one sandbox
 * and one shell, with the blocks of the page in their order, the program on the {@code PATH} as {@code aws-sso} and the
 * real AWS CLI. No command may fail. {@code -Ddocuments.page=TEXT} takes the pages with this text in their path.
 *
 * <p>The shell has a network of its own, in which the ports of the pages are free and AWS cannot be reached.
 */
@Tag("slow")
class DocumentsIT {

    private static int run;
    private static final Map<String, Integer> NOT_RUN = new TreeMap<>();

    @TempDir
    Path home;

    @BeforeAll
    static void check() {
        assumeTrue(PageShell.canIsolate(), "no network namespace can be made here");
        assumeTrue(Files.isExecutable(PageShell.AWS), "no AWS CLI; CONTRIBUTING.md tells how to get it");
    }

    static Stream<DocumentPage> pages() {
        String wanted = System.getProperty("documents.page", "");
        return DocumentPage.all().stream()
                .filter(page -> page.file().toString().contains(wanted))
                .filter(page -> !page.steps(Kind.RUN).isEmpty()
                        || !page.steps(Kind.NOT_RUN).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockRuns(DocumentPage page) throws IOException, InterruptedException {
        page.steps(Kind.NOT_RUN).forEach(step -> NOT_RUN.merge(page.file() + ": " + step.detail(), 1, Integer::sum));
        List<DocumentPage.Step> blocks = page.steps(Kind.RUN);
        if (blocks.isEmpty()) {
            return;
        }
        PageShell.Result result = new PageShell(home).run(page);

        assertEquals(List.of(), result.failures(), () -> page + "\n" + result.output());
        assertEquals(blocks.size(), result.blocksRun(), () -> page + " did not come to its end\n" + result.output());
        run += blocks.size();
    }

    @AfterAll
    static void printCounts() {
        int left = NOT_RUN.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder text = new StringBuilder(
                "documents: " + run + " blocks of commands run, " + left + " not run" + (left == 0 ? "" : ":") + "\n");
        NOT_RUN.forEach((reason, times) ->
                text.append("  ").append(times).append(" in ").append(reason).append('\n'));
        System.out.print(text);
    }
}
