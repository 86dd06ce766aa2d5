package dev.awssso.cli;

import dev.awssso.cli.ecs.ServerAccess;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.doctor.Doctor;
import dev.awssso.doctor.Finding;
import dev.awssso.doctor.SdkClient;
import dev.awssso.doctor.Verdict;
import dev.awssso.ecs.client.ServerStart;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Installation;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Notes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what would stop an SDK from using the server or a profile, and what mends it. */
@CommandLine.Command(
        description = {
            "Find what would stop an SDK from using the credentials server or a profile: variables, files, the server,"
                    + " the sign-in, the clock. Each check ends in ok, warning or stops, with the command that fixes it"
                    + " if there is one.",
            "Exits with 1 if something stops an SDK. It changes nothing without --fix."
        },
        footer = {"", "Example: aws-sso doctor --client python"})
final class DoctorCommand implements Command {

    private static final List<String> COLUMNS = List.of("check", "verdict", "reason", "fix");

    @Option(
            names = "--client",
            paramLabel = "python|js|java|go",
            description = "Show what this SDK does here: which credentials it uses, and from where.")
    private @Nullable SdkClient client;

    @Option(
            names = "--fix",
            description =
                    "Fix what is safe without asking: the permissions of this program's own files, and the start-up archives.")
    private boolean fix;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    DoctorCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        ServerAccess access = new ServerAccess(toolbox, Notes.none());
        Doctor doctor = new Doctor(new Doctor.Subject(
                toolbox.environment(),
                toolbox.clock(),
                access.tokens(),
                toolbox::settings,
                access::open,
                new ServerStart(toolbox.environment(), toolbox.clock(), toolbox.sleeper()),
                Installation.ofProcess(),
                client));
        if (fix) {
            doctor.mend().forEach(toolbox.terminal()::note);
        }
        Doctor.Report report = doctor.examine();
        print(report);
        return report.stops() ? ExitCode.DEFECT.code() : ExitCode.DONE.code();
    }

    private void print(Doctor.Report report) {
        Terminal terminal = toolbox.terminal();
        if (output.json()) {
            output.printJson(terminal, json(report));
            return;
        }
        if (output.forScripts()) {
            output.print(
                    terminal,
                    new Table(
                            COLUMNS,
                            report.findings().stream().map(DoctorCommand::row).toList()));
            return;
        }
        report.findings().forEach(finding -> lines(terminal, finding));
        terminal.note("problems that stop an SDK: " + count(report, Verdict.STOPS) + ", warnings: "
                + count(report, Verdict.WARNING));
    }

    private static void lines(Terminal terminal, Finding finding) {
        String verdict = finding.verdict().text();
        terminal.payload(String.format(
                Locale.ROOT, "%-8s %-20s %s", verdict, finding.check(), ForeignText.clean(finding.reason())));
        if (finding.fix() != null) {
            terminal.payload("         fix: " + ForeignText.clean(finding.fix()));
        }
    }

    private static long count(Doctor.Report report, Verdict verdict) {
        return report.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .count();
    }

    private static JsonObject json(Doctor.Report report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("checks", report.findings().stream().map(DoctorCommand::row).toList());
        members.put(
                "clients",
                report.sources().entrySet().stream()
                        .map(entry -> JsonObject.empty()
                                .with("client", entry.getKey().text())
                                .with("source", entry.getValue()))
                        .toList());
        return JsonObject.of(members);
    }

    private static JsonObject row(Finding finding) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("check", finding.check());
        members.put("verdict", finding.verdict().text());
        members.put("reason", finding.reason());
        members.put("fix", finding.fix());
        return JsonObject.of(members);
    }
}
