package dev.awssso.cli.completion;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.problem.ExitCode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code complete}: what the completion scripts call. It answers in texts that each end with a NUL, since a name may have
 * any other character: first who knows the words ({@code values}, {@code described} for values with descriptions, {@code
 * files}, {@code commands}), then for bash what goes into {@code COMPREPLY}, for zsh all values and then all texts to show
 * for them, for fish values with descriptions behind a tab.
 */
@CommandLine.Command(description = "Print the words that may stand at the cursor; called by the completion scripts.")
public final class CompleteCommand implements Command {

    private static final char END = 0;
    private static final int TAB_KEY = 9;

    @Option(names = "--shell", required = true, paramLabel = "bash|zsh|fish", description = "The shell that asks.")
    private String shell = "";

    @Option(names = "--breaks", paramLabel = "TEXT", description = "The value of COMP_WORDBREAKS.")
    private String breaks = "";

    @Option(names = "--type", paramLabel = "N", description = "The value of COMP_TYPE.")
    private int type = TAB_KEY;

    @Parameters(
            arity = "0..*",
            paramLabel = "TEXT",
            description =
                    "The command line up to the cursor; for zsh the words behind the program, the last at the cursor.")
    private List<String> typed = List.of();

    private final Toolbox toolbox;
    private final CommandSyntax syntax;

    public CompleteCommand(Toolbox toolbox, CommandSyntax syntax) {
        this.toolbox = toolbox;
        this.syntax = syntax;
    }

    @Override
    public int run() {
        CompletionShell asking = CompletionShell.of(shell);
        TypedLine line = line(asking);
        Completion found =
                new Completer(syntax, new ValueSource(new KnownValues(toolbox))).complete(line.words(), line.current());
        PrintStream out = toolbox.terminal().out();
        boolean described =
                found.candidates().stream().anyMatch(one -> !one.description().isEmpty());
        String kind = found.kind() == Completion.Kind.VALUES && described
                ? "described"
                : found.kind().name().toLowerCase(Locale.ROOT);
        out.print(kind + END);
        texts(asking, line, found.candidates()).forEach(text -> out.print(text + END));
        return ExitCode.DONE.code();
    }

    private TypedLine line(CompletionShell asking) {
        String text = typed.isEmpty() ? "" : typed.get(typed.size() - 1);
        return switch (asking) {
            case BASH -> behindProgram(BashLine.parse(text, breaks));
            case ZSH -> TypedLine.of(typed.subList(0, Math.max(0, typed.size() - 1)), text);
            case FISH -> behindProgram(FishLine.parse(text));
        };
    }

    // Variables may be set before the program's name.
    private static TypedLine behindProgram(TypedLine line) {
        List<String> words = line.words();
        int at = 0;
        while (at < words.size() && words.get(at).matches("[A-Za-z_][A-Za-z0-9_]*=(?s:.*)")) {
            at++;
        }
        return new TypedLine(
                words.subList(Math.min(at + 1, words.size()), words.size()), line.current(), line.kept(), line.quote());
    }

    private List<String> texts(CompletionShell asking, TypedLine line, List<Candidate> candidates) {
        return switch (asking) {
            case BASH -> new BashReply(line, type).of(candidates);
            case ZSH -> ofZsh(line, candidates);
            case FISH -> ofFish(candidates);
        };
    }

    // The shell takes what stands before the value, as in --option=value, for the beginning of the word.
    private static List<String> ofZsh(TypedLine line, List<Candidate> candidates) {
        String current = line.current();
        int begin = current.startsWith("--") ? current.indexOf('=') + 1 : 0;
        List<String> values = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Candidate candidate : candidates) {
            String value = candidate.value().substring(begin);
            values.add(value);
            String description = candidate.description();
            shown.add(Shown.of(value) + (description.isEmpty() ? "" : "  -- " + Shown.of(description)));
        }
        values.addAll(shown);
        return values;
    }

    // To fish a tab ends the value.
    private static List<String> ofFish(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.value().indexOf('\t') < 0)
                .map(candidate -> candidate.value() + "\t" + Shown.of(candidate.description()))
                .toList();
    }
}
