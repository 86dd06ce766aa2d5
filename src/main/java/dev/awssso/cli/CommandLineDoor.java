package dev.awssso.cli;

import dev.awssso.cli.terminal.ProblemPrinter;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One command line, from its words to its exit code. Only the command that was asked for is given to picocli, since a
 * model of all of them costs more than most commands.
 */
public final class CommandLineDoor {

    /** The program's name in help, errors and hints. */
    public static final String PROGRAM = "aws-sso";

    private final Toolbox toolbox;
    private final Terminal terminal;
    private final ProblemPrinter problems;

    public CommandLineDoor(Toolbox toolbox) {
        this.toolbox = toolbox;
        this.terminal = toolbox.terminal();
        this.problems = new ProblemPrinter(terminal);
        // https://no-color.org: any value but the empty one.
        if (toolbox.environment().get("NO_COLOR").isPresent()
                || toolbox.environment().get("TERM").filter("dumb"::equals).isPresent()) {
            terminal.plain();
        }
    }

    /** Runs the command line and returns the code to exit with; it never throws. */
    public int run(List<String> arguments) {
        boolean debug = arguments.stream().takeWhile(word -> !word.equals("--")).anyMatch("--debug"::equals);
        try {
            int code = dispatch(arguments);
            terminal.finish();
            return code;
        } catch (Problem problem) {
            return problems.print(problem, debug).code();
        } catch (RuntimeException | StackOverflowError | ExceptionInInitializerError defect) {
            return problems.print(defect, debug).code();
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private int dispatch(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        String path = "";
        while (!rest.isEmpty()) {
            String word = rest.get(0);
            if (word.equals("--version") || word.equals("-V")) {
                terminal.payload(BuildInfo.read().line());
                return ExitCode.DONE.code();
            }
            if (word.equals("--help") || word.equals("-h")) {
                return help(path);
            }
            if (word.equals("help") && path.isEmpty()) {
                return help(resolve(rest.subList(1, rest.size())));
            }
            if (word.equals("--no-color")) {
                terminal.plain();
            }
            if (word.equals("--debug") || word.equals("--no-color")) {
                // Options of every command, which may also stand before it.
                rest.remove(0);
                continue;
            }
            path = descend(path, word);
            rest.remove(0);
            if (!rest.isEmpty() && CommandTree.child(path, rest.get(0)).isPresent()) {
                continue;
            }
            Optional<Object> command = CommandTree.create(path, toolbox);
            if (command.isPresent()) {
                return execute(path, command.get(), rest);
            }
        }
        if (path.isEmpty()) {
            terminal.err().print(HelpText.ofGroup(""));
        }
        throw new Problem.Usage(
                path.isEmpty() ? "no command given" : "no command given after \"" + path + "\"",
                null,
                (PROGRAM + " " + path).strip() + " --help");
    }

    private String resolve(List<String> words) {
        String path = "";
        for (String word : words) {
            path = descend(path, word);
        }
        return path;
    }

    private static String descend(String path, String word) {
        return CommandTree.child(path, word)
                .orElseThrow(() -> unknown(path, word))
                .path();
    }

    private static Problem unknown(String path, String word) {
        String called = (PROGRAM + " " + path).strip();
        String kind = word.startsWith("-") ? "option" : "command";
        return new Problem.Usage(
                "unknown " + kind + " '" + word + "'",
                null,
                called + " " + CommandTree.nearest(path, word).orElse("--help"));
    }

    private int help(String path) {
        Optional<Object> command = CommandTree.create(path, toolbox);
        if (command.isPresent()) {
            terminal.out().print(HelpText.ofCommand(commandLine(path, command.get()), terminal.colourOut()));
        } else {
            terminal.out().print(HelpText.ofGroup(path));
        }
        return ExitCode.DONE.code();
    }

    private int execute(String path, Object command, List<String> arguments) {
        CommandLine line = commandLine(path, command);
        line.setExecutionExceptionHandler((exception, commandLine, parsed) -> {
            throw exception;
        });
        try {
            CommandLine.ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
            if (parsed.hasMatchedOption("--no-color")) {
                terminal.plain();
            }
            if (parsed.isUsageHelpRequested()) {
                terminal.out().print(HelpText.ofCommand(line, terminal.colourOut()));
                return ExitCode.DONE.code();
            }
            return ((Command) command).run();
        } catch (ParameterException e) {
            throw usage(path, e);
        }
    }

    private static Problem usage(String path, ParameterException e) {
        String remedy = PROGRAM + " " + path + " --help";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            remedy = PROGRAM + " " + path + " " + unmatched.getSuggestions().get(0);
        }
        return new Problem.Usage(firstLine(String.valueOf(e.getMessage())), null, remedy, e);
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse(message);
        // picocli begins a sentence; here it follows the program's name.
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }

    private static CommandLine commandLine(String path, Object command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.name(PROGRAM + " " + path);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        spec.addOption(OptionSpec.builder("--debug")
                .description("Show the stack trace of a failure.")
                .build());
        spec.addOption(OptionSpec.builder("--no-color")
                .description("Print without colour, as with NO_COLOR set.")
                .build());
        return new CommandLine(spec)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setStopAtPositional(command instanceof Command leaf && leaf.endsAtFirstWord());
    }
}
