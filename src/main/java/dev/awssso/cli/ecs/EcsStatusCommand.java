package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.cli.terminal.LiveScreen;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.Neighbour;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.client.Standing;
import dev.awssso.ecs.tls.CertificateLife;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs status}: is the server up, is it ours, what is loaded. Ends with 0 or 8. */
@CommandLine.Command(
        description = "Show whether the credentials server runs, whether it is yours, and what is loaded.",
        footer = {"", "Examples:", "  aws-sso ecs status --output json", "  aws-sso ecs status --watch"})
public final class EcsStatusCommand implements Command {

    /**
     * What a server that proved itself told.
     *
     * @param certificate how long the server's certificate lasts, null for plain HTTP
     * @param occupant who is in the default slot, null for nobody
     * @param emptyBecause the server's words for why nobody is
     */
    private record Report(
            String url,
            Standing standing,
            boolean tokenMode,
            @Nullable CertificateLife certificate,
            @Nullable SlotEntry occupant,
            @Nullable String emptyBecause,
            List<SlotEntry> slots) {}

    private static final Duration BETWEEN_UPDATES = Duration.ofSeconds(2);

    @Option(
            names = "--watch",
            description = "Keep the status on the screen and update it in place until Ctrl-C; exit code 130.")
    private boolean watch;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Toolbox toolbox;

    public EcsStatusCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        return watch ? watch() : once();
    }

    private int watch() {
        if (output.forScripts()) {
            throw new Problem.Usage("--watch and --output cannot be used together", "remove one of them", null);
        }
        if (!toolbox.terminal().allScreens()) {
            throw new Problem.Usage("--watch requires a terminal", null, null);
        }
        ServerAddress address = server.address(toolbox);
        return new LiveScreen(BETWEEN_UPDATES).show(() -> frame(address));
    }

    private LiveScreen.Frame frame(ServerAddress address) {
        List<String> notes = new ArrayList<>();
        ServerAccess access = new ServerAccess(toolbox, notes::add);
        try (EcsClient client = access.open(address)) {
            Neighbour.foreign(client.dialled()).ifPresent(notes::add);
            Report report = report(client, access);
            if (report.certificate() != null) {
                report.certificate().warning(toolbox.clock().instant()).ifPresent(notes::add);
            }
            return new LiveScreen.Frame(summary(report), SlotTable.withNames(rows(report)), below(notes));
        } catch (Problem failure) {
            return new LiveScreen.Frame(
                    List.of(String.valueOf(failure.getMessage())), SlotTable.withNames(List.of()), below(notes));
        }
    }

    private List<String> below(List<String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(notes);
        lines.add("Updated " + Timestamps.format(toolbox.clock().instant()) + "; press Ctrl-C to exit");
        return lines;
    }

    private int once() {
        ServerAccess access = new ServerAccess(toolbox);
        try (EcsClient client = access.open(server.address(toolbox))) {
            Neighbour.foreign(client.dialled()).ifPresent(toolbox.terminal()::note);
            try {
                print(report(client, access));
            } catch (Problem.Server down) {
                if (output.json()) {
                    output.printJson(
                            toolbox.terminal(),
                            JsonObject.empty().with("Url", client.url()).with("Up", false));
                }
                throw down;
            }
            return ExitCode.DONE.code();
        }
    }

    private Report report(EcsClient client, ServerAccess access) {
        Standing standing = client.prove();
        List<SlotEntry> slots = client.slots();
        SlotEntry occupant = null;
        String emptyBecause = null;
        try {
            occupant = client.defaultSlot();
        } catch (Problem.NotFound nobody) {
            emptyBecause = nobody.why();
        }
        boolean tokenMode = access.adminToken().token() != null;
        CertificateLife certificate = standing == Standing.CERTIFICATE
                ? access.certificate().map(CertificateLife::of).orElse(null)
                : null;
        return new Report(client.url(), standing, tokenMode, certificate, occupant, emptyBecause, slots);
    }

    private void print(Report report) {
        Terminal terminal = toolbox.terminal();
        if (report.certificate() != null) {
            report.certificate().warning(toolbox.clock().instant()).ifPresent(terminal::note);
        }
        if (output.json()) {
            output.printJson(terminal, json(report));
            return;
        }
        if (!output.forScripts()) {
            summary(report).forEach(terminal::payload);
        }
        Table table = SlotTable.withNames(rows(report));
        if (!output.forScripts() && !table.isEmpty()) {
            terminal.payload("");
        }
        output.print(terminal, table);
    }

    private static List<String> summary(Report report) {
        return List.of(
                "Server        " + report.url(),
                "Ownership     " + proof(report.standing()),
                "TLS           " + tls(report.certificate()),
                "Bearer token  " + (report.tokenMode() ? "required" : "none; all processes of this user are served"),
                "Default slot  " + (report.occupant() == null ? "empty: " + report.emptyBecause() : "loaded"),
                "Named slots   " + report.slots().size());
    }

    private static List<JsonObject> rows(Report report) {
        List<JsonObject> rows = new ArrayList<>();
        if (report.occupant() != null) {
            rows.add(report.occupant().toJson().with("Slot", "(default)"));
        }
        report.slots().forEach(slot -> rows.add(slot.toJson()));
        return rows;
    }

    private static JsonObject json(Report report) {
        return JsonObject.empty()
                .with("Url", report.url())
                .with("Up", true)
                .with("Proof", report.standing().name().toLowerCase(Locale.ROOT))
                .with("Tls", report.certificate() != null)
                .with(
                        "CertificateExpiration",
                        report.certificate() == null
                                ? null
                                : Timestamps.format(report.certificate().end()))
                .with("TokenMode", report.tokenMode())
                .with(
                        "Default",
                        report.occupant() == null ? null : report.occupant().toJson())
                .with("Slots", report.slots().stream().map(SlotEntry::toJson).toList());
    }

    private static String tls(@Nullable CertificateLife certificate) {
        return certificate == null
                ? "off: plain HTTP"
                : "on, certificate valid until " + Timestamps.format(certificate.end());
    }

    private static String proof(Standing standing) {
        return switch (standing) {
            case CERTIFICATE -> "verified (certificate)";
            case TOKEN -> "verified (bearer token)";
            case OWNER -> "verified (same user)";
            case UNPROVEN -> "not verified (requires a bearer token)";
        };
    }
}
