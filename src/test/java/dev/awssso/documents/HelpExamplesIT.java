package dev.awssso.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.documents.DocumentPage.Kind;
import dev.awssso.documents.DocumentPage.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of all commands, which the manual pages have as {@code --help} prints them: each is run as it is, in one
 * home whose person is signed in to a sandbox, and must succeed.
 */
@Tag("slow")
class HelpExamplesIT {

    private static final Path PAGES = Path.of("src/main/packaging/share/man/man1");

    /** Begun with these, since others use what they make. */
    private static final List<String> FIRST = List.of("login", "configure-profile", "ecs-run", "ecs-load");

    /** Ended with these, since they remove or change what others use. */
    private static final List<String> LAST = List.of("ecs-unload", "ecs-ssl", "logout");

    /** What an example needs, and the reader has. */
    private static final Map<String, String> SETUP = Map.of(
            "ecs-unload",
            "aws-sso ecs load --slot dev --profile dev\n",
            "importcache",
            "mkdir -p .aws-login\ncp .aws/sso/cache/*.json .aws-login/aws-accesstoken-cache.json\n");

    private static final Map<String, String> NOT_RUN = Map.of(
            "credential-process", "it is a line of a config file",
            "ecs-service-install", "it needs a service manager",
            "ecs-service-uninstall", "it needs a service manager",
            "ecs-service-status", "it needs a service manager",
            "sandbox-run", "it runs until Ctrl-C");

    @TempDir
    Path home;

    @Test
    void everyExampleSucceeds() throws IOException, InterruptedException {
        assumeTrue(PageShell.canIsolate(), "no network namespace can be made here");
        assumeTrue(Files.isExecutable(PageShell.AWS), "no AWS CLI; CONTRIBUTING.md tells how to get it");
        List<Step> steps = new ArrayList<>();
        for (String command : commands()) {
            String example = example(command);
            if (!example.isEmpty() && !NOT_RUN.containsKey(command)) {
                int number = steps.size() + 1;
                if (SETUP.containsKey(command)) {
                    steps.add(new Step(Kind.SETUP, number, "sh", "", SETUP.get(command)));
                }
                // What one sets, as eval does, is not for the next.
                steps.add(new Step(Kind.RUN, number + 1, "sh", "", "(\n" + example + ")\n"));
            }
        }
        PageShell.Result result = new PageShell(home).run(new DocumentPage(Path.of("help"), steps));

        assertEquals(List.of(), result.failures(), result::output);
        long examples = steps.stream().filter(step -> step.kind() == Kind.RUN).count();
        assertEquals(examples, result.blocksRun(), result::output);
        System.out.println("help: " + examples + " examples run");
    }

    private static List<String> commands() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.map(page -> page.getFileName().toString().replaceAll("^aws-sso-?|\\.1$", ""))
                    .sorted(Comparator.comparing(HelpExamplesIT::turn).thenComparing(name -> name))
                    .collect(Collectors.toList());
        }
    }

    private static int turn(String command) {
        int first = FIRST.indexOf(command);
        int last = LAST.indexOf(command);
        return last >= 0 ? FIRST.size() + 1 + last : (first >= 0 ? first : FIRST.size());
    }

    private static String example(String command) throws IOException {
        String page = Files.readString(PAGES.resolve(command.isEmpty() ? "aws-sso.1" : "aws-sso-" + command + ".1"));
        int begin = page.indexOf(".SH EXAMPLES\n.nf\n");
        if (begin < 0) {
            return "";
        }
        String lines = page.substring(begin + ".SH EXAMPLES\n.nf\n".length(), page.indexOf(".fi\n", begin));
        return lines.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\");
    }
}
