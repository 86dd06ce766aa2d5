package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.json.JsonText;
import dev.awssso.packaged.DocumentedHome.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shell at a pseudo-terminal in which a person completes command lines: {@code src/test/python/completion.py}. */
final class CompletingShell {

    /** The shells, and how each is started by a person. */
    enum Kind {
        BASH("bash -i"),
        ZSH("zsh -i"),
        FISH("fish -i");

        private final String command;

        Kind(String command) {
            this.command = command;
        }

        String word() {
            return command.substring(0, command.indexOf(' '));
        }
    }

    /**
     * What a command line came to.
     *
     * @param words what ran, without the program's name
     * @param seconds from each TAB to the last output
     * @param shown what the terminal got behind the last TAB
     */
    record Line(List<String> words, List<Double> seconds, String shown) {}

    private final DocumentedHome person;
    private final Kind kind;
    private final List<JsonObject> steps = new ArrayList<>();

    CompletingShell(DocumentedHome person, Kind kind) {
        this.person = person;
        this.kind = kind;
    }

    /** Puts the completion where this shell finds it, and an aws-sso on the PATH that notes what it is asked to run. */
    CompletingShell install() {
        Result installed = person.run("aws-sso completion " + kind.word() + " --install");
        assertEquals(0, installed.exit(), installed.err());
        person.file(
                "bin/aws-sso",
                """
                #!/bin/bash
                if [ "$1" = complete ]; then
                  '%s' "$@"
                  : > "$HOME/completed"
                else
                  printf '%%s\\0' "$@" > "$HOME/ran.new"
                  mv "$HOME/ran.new" "$HOME/ran"
                fi
                """
                        .formatted(PackagedProgram.location()));
        return this;
    }

    /** A command line: these texts with a TAB after each, then Enter. */
    CompletingShell line(String... keys) {
        return step(false, keys);
    }

    /** The same with another TAB, and no Enter: a list of what may follow. */
    CompletingShell list(String... keys) {
        return step(true, keys);
    }

    private CompletingShell step(boolean list, String... keys) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("keys", List.of(keys));
        step.put("list", list);
        steps.add(JsonObject.of(step));
        return this;
    }

    /** Types everything, and tells of each line. */
    List<Line> type() {
        person.file("steps.json", JsonStyle.COMPACT.write(steps));
        Path driver = Path.of("src/test/python/completion.py").toAbsolutePath();
        Result result = person.run(20, "python3 " + driver + " steps.json " + kind.command);
        assertEquals(0, result.exit(), result.err());
        List<Line> lines = new ArrayList<>();
        for (Object item : (List<?>) JsonText.parse(result.out())) {
            JsonObject line = (JsonObject) item;
            lines.add(new Line(
                    line.value("words") == null
                            ? List.of()
                            : line.array("words").stream().map(String::valueOf).toList(),
                    line.array("seconds").stream()
                            .map(one -> Double.valueOf(one.toString()))
                            .toList(),
                    line.string("shown").orElse("")));
        }
        steps.clear();
        return lines;
    }
}
