package dev.awssso.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual pages, one for the program and one for each command and group, made of the same model as {@code --help}.
 * The format is that of man(7): a line that begins with a dot is a request, and a hyphen that a reader may copy is
 * written as {@code \-}.
 */
final class ManPages {

    private static final String HEAD =
            ".\\\" Written by ManPagesTest from the model of the command line. Do not edit.\n";

    private final Toolbox toolbox;

    ManPages(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** File name to text. */
    Map<String, String> all() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        pages.put(fileName(""), program());
        add("", pages);
        return pages;
    }

    private void add(String path, Map<String, String> pages) {
        for (CommandTree.Entry entry : CommandTree.children(path)) {
            pages.put(
                    fileName(entry.path()),
                    CommandTree.create(entry.path(), toolbox)
                            .map(command -> leaf(entry, CommandLineDoor.commandLine(entry.path(), command)))
                            .orElseGet(() -> group(entry)));
            add(entry.path(), pages);
        }
    }

    private static String pageName(String path) {
        return (CommandLineDoor.PROGRAM + " " + path).strip().replace(' ', '-');
    }

    private static String fileName(String path) {
        return pageName(path) + ".1";
    }

    private String program() throws IOException {
        StringBuilder page = begin("", "sign in to AWS IAM Identity Center and serve credentials");
        page.append(".SH SYNOPSIS\n.B ")
                .append(text(CommandLineDoor.PROGRAM))
                .append("\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        page.append(".SH DESCRIPTION\n")
                .append(text("Signs in to AWS IAM Identity Center once and gives AWS credentials to the programs on"
                        + " this machine: by a local credentials server that every AWS SDK supports, and"
                        + " by commands."))
                .append('\n');
        commands("", page);
        page.append(".SH EXIT STATUS\n").append(table("docs/reference/exit-codes.md"));
        page.append(".SH ENVIRONMENT\n").append(table("docs/reference/environment.md"));
        page.append(".SH FILES\n").append(table("docs/reference/files.md"));
        return page.toString();
    }

    private static String group(CommandTree.Entry entry) {
        StringBuilder page = begin(entry.path(), entry.summary());
        page.append(".SH SYNOPSIS\n.B ")
                .append(text(CommandLineDoor.PROGRAM + " " + entry.path()))
                .append("\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        commands(entry.path(), page);
        return end(page);
    }

    private static void commands(String path, StringBuilder page) {
        page.append(".SH COMMANDS\n");
        for (CommandTree.Entry entry : CommandTree.children(path)) {
            page.append(".TP\n.BR ")
                    .append(text(pageName(entry.path())))
                    .append(" (1)\n")
                    .append(text(entry.summary()))
                    .append(".\n");
        }
    }

    private static String leaf(CommandTree.Entry entry, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        StringBuilder page = begin(entry.path(), entry.summary());
        page.append(".SH SYNOPSIS\n.B ").append(text(spec.name())).append("\n[\\fIOPTIONS\\fR]\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            page.append("[\\fI").append(text(parameter.paramLabel())).append("\\fR]\n");
        }
        page.append(".SH DESCRIPTION\n");
        for (String paragraph : spec.usageMessage().description()) {
            page.append(paragraph.isBlank() ? ".PP\n" : text(plain(paragraph)) + "\n");
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            page.append(".TP\n.I ")
                    .append(text(parameter.paramLabel()))
                    .append('\n')
                    .append(description(parameter.description()));
        }
        options(entry.path(), spec, page);
        examples(spec.usageMessage().footer(), page);
        return end(page);
    }

    // In the groups of the help.
    private static void options(String path, CommandSpec spec, StringBuilder page) {
        page.append(".SH OPTIONS\n");
        for (OfferedOptions.Group group : OfferedOptions.Group.values()) {
            List<OptionSpec> options = OfferedOptions.of(path, spec, group);
            if (!options.isEmpty()) {
                page.append(group == OfferedOptions.Group.OWN ? "" : ".SS " + text(group.heading()) + "\n");
                list(options, page);
            }
        }
    }

    private static void list(List<OptionSpec> options, StringBuilder page) {
        options.stream().sorted(Comparator.comparing(ManPages::sortKey)).forEach(option -> page.append(".TP\n")
                .append(names(option))
                .append(description(option.description())));
    }

    // The first long name, as a reader looks for it.
    private static String sortKey(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElse(option.longestName());
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
        return Arrays.stream(option.names())
                        .sorted(Comparator.comparing(name -> name.startsWith("--")))
                        .map(name -> "\\fB" + text(name) + "\\fR")
                        .collect(Collectors.joining(", "))
                + value + "\n";
    }

    private static String description(String[] lines) {
        return text(plain(String.join(" ", lines))) + "\n";
    }

    // Text before the word Example belongs to the options; behind it stand commands, each on a line.
    private static void examples(String[] footer, StringBuilder page) {
        boolean inExample = false;
        StringBuilder before = new StringBuilder();
        StringBuilder commands = new StringBuilder();
        for (String line : plain(String.join("\n", footer)).lines().toList()) {
            inExample |= line.startsWith("Example");
            String command = line.replaceFirst("^Examples?(, [^:]*)?:", "").strip();
            if (!command.isEmpty()) {
                (inExample ? commands : before).append(text(command)).append('\n');
            }
        }
        if (!before.isEmpty()) {
            page.append(".PP\n").append(before);
        }
        if (!commands.isEmpty()) {
            page.append(".SH EXAMPLES\n.nf\n").append(commands).append(".fi\n");
        }
    }

    private static StringBuilder begin(String path, String summary) {
        String name = pageName(path);
        String sentence = Character.toLowerCase(summary.charAt(0)) + summary.substring(1);
        boolean acronym = summary.length() > 1 && Character.isUpperCase(summary.charAt(1));
        return new StringBuilder(HEAD)
                .append(".TH ")
                .append(text(name.toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" \"aws\\-sso\" \"User Commands\"\n.SH NAME\n")
                .append(text(name))
                .append(" \\- ")
                .append(text(acronym ? summary : sentence))
                .append('\n');
    }

    private static String end(StringBuilder page) {
        return page.append(".SH EXIT STATUS\nSee\n.BR aws\\-sso (1).\n.SH SEE ALSO\n.BR aws\\-sso (1)\n")
                .toString();
    }

    /** The rows of the first table of a page, the first column as the term. */
    private static String table(String file) throws IOException {
        StringBuilder list = new StringBuilder();
        List<String> rows = Files.readAllLines(Path.of(file)).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        for (String row : rows) {
            String[] cells = row.split("(?<!\\\\)\\|", -1);
            list.append(".TP\n").append(text(markdown(cells[1]))).append('\n');
            list.append(text(markdown(cells[2]))).append('\n');
        }
        return list.toString();
    }

    private static String markdown(String cell) {
        return cell.strip()
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .replace("`", "")
                .replace("**", "")
                .replace("\\|", "|");
    }

    // What picocli formats: a per cent sign is doubled in its texts, and %n is a line end.
    private static String plain(String text) {
        return text.replace("%n", " ").replace("%%", "%").strip();
    }

    // A dot or an apostrophe at the begin of a line would be a request.
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("…", "...")
                .replace("–", "\\-")
                .replace("‘", "'")
                .replace("’", "'");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
