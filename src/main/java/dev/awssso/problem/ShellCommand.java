package dev.awssso.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line that a person can paste into a POSIX shell. It is made from the words of the command and quotes them
 * itself, so that no advice in prose, and no command line that was put together as text, can take its place.
 */
public final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private final List<String> words;

    private ShellCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    /**
     * A command.
     *
     * @param program the program's name, or that of a command of the shell
     * @param arguments its arguments, not quoted
     */
    public static ShellCommand of(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(List.of(arguments));
        return new ShellCommand(words);
    }

    /** The same command with more arguments at the end. */
    public ShellCommand with(String... arguments) {
        List<String> longer = new ArrayList<>(words);
        longer.addAll(List.of(arguments));
        return new ShellCommand(longer);
    }

    /** The command line, quoted where the shell needs it (POSIX.1-2017, Shell Command Language, 2.2). */
    @Override
    public String toString() {
        return words.stream().map(ShellCommand::quote).collect(Collectors.joining(" "));
    }

    /** A word in the form that a POSIX shell reads as this very word. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : inSingleQuotes(word);
    }

    /** The same, in quotes also where the shell needs none: nothing between them is special but the quote itself. */
    public static String inSingleQuotes(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
