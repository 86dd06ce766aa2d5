package dev.awssso.cli;

import dev.awssso.problem.EditDistance;
import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line. A word that is not known may be the value of an option whose name was mistyped, and
 * that may be a token: no value is ever repeated, and a word only where it can be nothing but a name.
 */
final class UsageProblems {

    private static final Pattern COMMAND_NAME = Pattern.compile("[a-z][a-z-]{0,29}");
    private static final Pattern OPTION_NAME = Pattern.compile("--[a-z][a-z-]{0,39}");
    // One hyphen and more than a letter is an option with its value.
    private static final int SHORT_NAME = 2;

    private UsageProblems() {}

    /** No command of that name is below this path. */
    static Problem unknownCommand(String path, String word) {
        String called = (CommandLineDoor.PROGRAM + " " + path).strip();
        if (word.startsWith("-")) {
            return new Problem.Usage("unknown option" + shown(optionName(word)), "see " + called + " --help", null);
        }
        String name = COMMAND_NAME.matcher(word).matches() ? word : null;
        String nearest = CommandTree.nearest(path, word).orElse(null);
        return new Problem.Usage("unknown command" + shown(name), meant(nearest, called + " --help"), null);
    }

    /** What the parser did not like about the words of a command. */
    static Problem of(String path, ParameterException e) {
        String help = CommandLineDoor.PROGRAM + " " + path + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(path, unmatched, help);
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing, help);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return new Problem.Usage(name(twice.getOverwritten()) + " is given twice", null, null, e);
        }
        ArgSpec argument = e.getArgSpec();
        if (argument == null) {
            return new Problem.Usage("these options cannot be used together", "see " + help, null, e);
        }
        String form = form(argument);
        return new Problem.Usage(
                "the value of " + name(argument) + " is invalid", form == null ? "see " + help : form, null, e);
    }

    private static Problem unmatched(String path, UnmatchedArgumentException e, String help) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        Optional<String> option =
                e.getUnmatched().stream().filter(word -> word.startsWith("-")).findFirst();
        if (option.isEmpty()) {
            return new Problem.Usage("too many arguments for " + path, "see " + help, null, e);
        }
        String name = optionName(option.get());
        List<String> known = new ArrayList<>();
        command.options().stream()
                .filter(candidate -> !candidate.hidden())
                .forEach(candidate -> known.addAll(List.of(candidate.names())));
        String nearest = name == null || name.length() <= SHORT_NAME
                ? null
                : EditDistance.nearest(name, known).orElse(null);
        return new Problem.Usage("unknown option" + shown(name), meant(nearest, help), null, e);
    }

    private static Problem missing(MissingParameterException e, String help) {
        List<String> names = e.getMissing().stream().map(UsageProblems::name).toList();
        String all = names.isEmpty() ? "an argument" : String.join(", ", names);
        boolean absent = String.valueOf(e.getMessage()).startsWith("Missing required")
                && !String.valueOf(e.getMessage()).startsWith("Missing required parameter for");
        return new Problem.Usage(all + (absent ? " is required" : " needs a value"), "see " + help, null, e);
    }

    private static @Nullable String form(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type.isEnum()) {
            return "it must be one of "
                    + String.join(
                            ", ",
                            StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                                    .map(text -> text.toLowerCase(Locale.ROOT))
                                    .toList());
        }
        boolean number = type == int.class || type == long.class || Number.class.isAssignableFrom(type);
        return number ? "it must be a number" : null;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    // Null where the word may be more than a name.
    private static @Nullable String optionName(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (OPTION_NAME.matcher(name).matches()) {
            return name;
        }
        boolean letter = name.length() >= SHORT_NAME && Character.isLetter(name.charAt(1));
        return letter ? name.substring(0, SHORT_NAME) : null;
    }

    private static String shown(@Nullable String name) {
        return name == null ? "" : " " + name;
    }

    private static String meant(@Nullable String nearest, String help) {
        return nearest == null ? "see " + help : "did you mean " + nearest + "?";
    }
}
