package dev.awssso.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.documents.DocumentPage.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?sm)^ *```.*?^ *```$");
    private static final Set<String> LANGUAGES = Set.of("text", "ini", "json", "yaml", "toml", "java", "python", "go");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^(\\$ |aws |aws-sso |docker |\\./mvnw )");
    private static final Path HOW_TO = Path.of("docs/how-to");

    @Test
    void everyBlockIsRunOrMarkedWithAReason() {
        List<String> wrong = new ArrayList<>();
        for (DocumentPage page : DocumentPage.all()) {
            for (Step step : page.steps()) {
                problem(step).ifPresent(problem -> wrong.add(page + ":" + step.line() + ": " + problem));
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Optional<String> problem(Step step) {
        boolean commands = COMMANDS.matcher(step.text()).find();
        return switch (step.kind()) {
            case NOT_RUN ->
                Optional.of("no reason").filter(none -> step.detail().isEmpty());
            // What a reader copies has no prompt in it.
            case RUN -> Optional.of("a prompt").filter(prompt -> step.text().startsWith("$ "));
            case OTHER ->
                Optional.of("the language \"" + step.language() + "\" for commands")
                        .filter(language -> commands || !LANGUAGES.contains(step.language()));
            case SETUP, FILE -> Optional.empty();
        };
    }

    @Test
    void everyLinkLeadsToAPageAndAHeading() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (DocumentPage page : DocumentPage.all()) {
            Matcher link =
                    LINK.matcher(CODE.matcher(Files.readString(page.file())).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !leads(page.file(), target)) {
                    wrong.add(page + ": " + target);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean leads(Path from, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    // As GitHub makes them.
    private static List<String> anchors(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void theReadmeLinksEveryHowToPage() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        List<String> missing = DocumentPage.all().stream()
                .map(DocumentPage::file)
                .filter(file -> file.startsWith(HOW_TO))
                .map(Path::toString)
                .filter(file -> !readme.contains("(" + file + ")"))
                .toList();
        assertEquals(List.of(), missing);
    }
}
