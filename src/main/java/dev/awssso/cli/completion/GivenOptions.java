package dev.awssso.cli.completion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The finished words behind a command: which options are given, with which values. */
final class GivenOptions {

    private static final int SHORT = 2;

    private final CommandSpec command;
    private final boolean startsAProgram;
    private final Set<OptionSpec> given = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();
    private @Nullable OptionSpec waiting;
    private int arguments;
    private boolean endOfOptions;

    GivenOptions(CommandSpec command, boolean startsAProgram) {
        this.command = command;
        this.startsAProgram = startsAProgram;
    }

    void read(String word) {
        OptionSpec wanting = waiting;
        if (wanting != null) {
            waiting = null;
            keep(wanting, word);
            return;
        }
        if (endOfOptions || !word.startsWith("-") || word.equals("-")) {
            arguments++;
            endOfOptions |= startsAProgram;
            return;
        }
        if (word.equals("--")) {
            endOfOptions = true;
            return;
        }
        option(word);
    }

    private void option(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        OptionSpec whole = command.findOption(name);
        if (whole != null) {
            given.add(whole);
            if (equals >= 0) {
                keep(whole, word.substring(equals + 1));
            } else if (whole.arity().min() > 0) {
                waiting = whole;
            }
            return;
        }
        OptionSpec letter = word.length() > SHORT ? command.findOption(word.substring(0, SHORT)) : null;
        if (letter != null && !word.startsWith("--") && letter.arity().min() > 0) {
            given.add(letter);
            keep(letter, word.substring(SHORT));
        }
    }

    private void keep(OptionSpec option, String value) {
        given.add(option);
        values.put(option.longestName(), value);
        for (String name : option.names()) {
            values.put(name, value);
        }
    }

    /** The option whose value is at the cursor. */
    @Nullable
    OptionSpec waiting() {
        return waiting;
    }

    /** True when no option can follow. */
    boolean endOfOptions() {
        return endOfOptions;
    }

    /** How many words are there that are no options. */
    int arguments() {
        return arguments;
    }

    /** False for an option that is there and can be there only once. */
    boolean mayFollow(OptionSpec option) {
        return !given.contains(option) || option.isMultiValue();
    }

    /** The value of an option by one of its names, null where it is not given. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    /** The argument at the cursor, null where the command has none there. */
    @Nullable
    ArgSpec argument() {
        return command.positionalParameters().stream()
                .filter(one -> one.index().contains(arguments))
                .findFirst()
                .orElse(null);
    }
}
