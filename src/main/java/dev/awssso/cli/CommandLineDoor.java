package dev.awssso.cli;

import dev.awssso.cli.terminal.ProblemPrinter;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.ProcessText;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

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
        Map<String, String> variables = toolbox.environment().variables();
        if (!variables.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(variables.get("TERM"))) {
            terminal.plain();
        }
    }

    /** Runs the command line and returns the code to exit with; it never throws. */
    public int run(List<String> arguments) {
        boolean debug = arguments.stream().takeWhile(word -> !word.equals("--")).anyMatch("--debug"::equals);
        try {
            refuseDamaged(arguments);
            int code = dispatch(arguments);
            terminal.finish();
            return code;
        } catch (Problem problem) {
            return problems.print(problem, debug).code();
        } catch (InvalidPathException e) {
            return problems.print(
                            new Problem.LocalFile(
                                    "a file name cannot be used", ForeignText.clean(e.getReason()), null, e),
                            debug)
                    .code();
        } catch (RuntimeException | StackOverflowError | ExceptionInInitializerError defect) {
            return problems.print(defect, debug).code();
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    // What a word was can no longer be told, so nothing is done with it. The codes of two commands are their child's.
    private static void refuseDamaged(List<String> words) {
        int number = ProcessText.firstDamaged(words);
        if (number == 0) {
            return;
        }
        Problem refusal = new Problem.Usage("argument " + number + " is not valid UTF-8", null, null);
        boolean child = words.stream()
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(word -> word.equals("run-as") || word.equals("runas"))
                .isPresent();
        throw child ? Problem.Child.before(refusal) : refusal;
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
                // Options of every command, which may also come before it.
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
                "see " + (PROGRAM + " " + path).strip() + " --help",
                null);
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
                .orElseThrow(() -> UsageProblems.unknownCommand(path, word))
                .path();
    }

    private int help(String path) {
        Optional<Object> command = CommandTree.create(path, toolbox);
        if (command.isPresent()) {
            terminal.out().print(helpOf(path, commandLine(path, command.get())));
        } else {
            terminal.out().print(HelpText.ofGroup(path));
        }
        return ExitCode.DONE.code();
    }

    private String helpOf(String path, CommandLine line) {
        return HelpText.ofCommand(path, line, terminal.colourOut(), terminal.columnsOut());
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
                terminal.out().print(helpOf(path, line));
                return ExitCode.DONE.code();
            }
            return ((Command) command).run();
        } catch (ParameterException e) {
            throw UsageProblems.of(path, e);
        }
    }

    static CommandLine commandLine(String path, Object command) {
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
                .description("Print without colour, as NO_COLOR does.")
                .build());
        return new CommandLine(spec)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setStopAtPositional(command instanceof Command leaf && leaf.endsAtFirstWord());
    }
}
