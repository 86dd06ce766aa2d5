package dev.awssso.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds what may stand at the cursor of a command line of this program. */
final class Completer {

    private static final List<String> EVERYWHERE = List.of("--debug", "--no-color");

    private final CommandSyntax syntax;
    private final ValueSource values;

    Completer(CommandSyntax syntax, ValueSource values) {
        this.syntax = syntax;
        this.values = values;
    }

    /**
     * The candidates; a shell compares them with the word at the cursor by its own rules.
     *
     * @param words the finished words behind the program's name
     * @param current the word at the cursor, as far as it is typed
     */
    Completion complete(List<String> words, String current) {
        String path = "";
        int at = 0;
        boolean help = false;
        while (at < words.size()) {
            String word = words.get(at);
            Optional<CommandSyntax.Entry> next = below(path, word);
            if (next.isPresent()) {
                path = next.get().path();
            } else if (path.isEmpty() && word.equals("help") && !help) {
                help = true;
            } else if (!EVERYWHERE.contains(word)) {
                break;
            }
            at++;
        }
        Optional<CommandSpec> command = help ? Optional.empty() : syntax.options(path);
        if (command.isEmpty()) {
            return at < words.size() ? Completion.NOTHING : commands(path, current, help);
        }
        boolean untouched = at == words.size() && !current.startsWith("-");
        Completion inCommand = inCommand(path, command.get(), words.subList(at, words.size()), current);
        return untouched && !syntax.below(path).isEmpty() ? Completion.of(names(path)) : inCommand;
    }

    private Optional<CommandSyntax.Entry> below(String path, String word) {
        return syntax.below(path).stream()
                .filter(entry -> entry.answersTo(word))
                .findFirst();
    }

    private Completion commands(String path, String current, boolean help) {
        if (current.startsWith("-") && !help) {
            List<Candidate> options = new ArrayList<>();
            options.add(new Candidate("--help", "Show help and exit."));
            if (path.isEmpty()) {
                options.add(new Candidate("--version", "Show the version and exit."));
            }
            return Completion.of(options);
        }
        List<Candidate> names = names(path);
        if (path.isEmpty() && !help) {
            names.add(new Candidate("help", "Show the help of a command"));
        }
        return Completion.of(names);
    }

    private List<Candidate> names(String path) {
        List<Candidate> names = new ArrayList<>();
        syntax.below(path).forEach(entry -> names.add(new Candidate(entry.name(), entry.summary())));
        return names;
    }

    private Completion inCommand(String path, CommandSpec command, List<String> words, String current) {
        boolean program = syntax.startsAProgram(path);
        GivenOptions given = new GivenOptions(command, program);
        words.forEach(given::read);
        OptionSpec waiting = given.waiting();
        if (waiting != null) {
            return values.of(new ValueSource.Place(path, waiting, given), current);
        }
        if (given.endOfOptions() && program) {
            return given.arguments() == 0 ? Completion.COMMANDS : Completion.FILES;
        }
        int equals = current.indexOf('=');
        if (!given.endOfOptions() && current.startsWith("--") && equals > 0) {
            OptionSpec option = command.findOption(current.substring(0, equals));
            return option == null
                    ? Completion.NOTHING
                    : behind(current.substring(0, equals + 1), path, option, given, current);
        }
        if (!given.endOfOptions() && current.startsWith("-")) {
            return Completion.of(options(syntax.offered(path, command), given, current));
        }
        return argument(path, command, given, current);
    }

    private Completion behind(String begin, String path, OptionSpec option, GivenOptions given, String current) {
        Completion found = values.of(new ValueSource.Place(path, option, given), current.substring(begin.length()));
        return new Completion(
                found.kind(),
                found.candidates().stream()
                        .map(one -> new Candidate(begin + one.value(), one.description()))
                        .toList());
    }

    private Completion argument(String path, CommandSpec command, GivenOptions given, String current) {
        @Nullable ArgSpec argument = given.argument();
        Completion found = argument == null || syntax.startsAProgram(path)
                ? Completion.NOTHING
                : values.of(new ValueSource.Place(path, argument, given), current);
        boolean nothing =
                found.kind() == Completion.Kind.VALUES && found.candidates().isEmpty();
        if (nothing && current.isEmpty() && !given.endOfOptions()) {
            return Completion.of(options(syntax.offered(path, command), given, current));
        }
        return nothing && syntax.startsAProgram(path) ? Completion.COMMANDS : found;
    }

    private static List<Candidate> options(List<OptionSpec> offered, GivenOptions given, String current) {
        List<Candidate> options = new ArrayList<>();
        for (OptionSpec option : offered) {
            if (!given.mayFollow(option)) {
                continue;
            }
            String[] description = option.description();
            String shown = description.length == 0 ? "" : description[0];
            // The short names only for who asks for them.
            Arrays.stream(option.names())
                    .filter(name -> name.startsWith("--") || current.equals("-") || current.equals(name))
                    .forEach(name -> options.add(new Candidate(name, firstSentence(shown))));
        }
        return options;
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text : text.substring(0, end);
        int longest = 60;
        return sentence.length() <= longest ? sentence : sentence.substring(0, longest - 3) + "...";
    }
}
