package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.OutputOptions;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.Neighbour;
import dev.awssso.ecs.client.Standing;
import dev.awssso.ecs.tls.CertificateLife;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code ecs status}: is the server up, is it ours, what is loaded. Ends with 0 or 8. */
@CommandLine.Command(
        description = "Show whether the credentials server runs, whether it is yours, and what is loaded.",
        footer = {"", "Example: aws-sso ecs status --output json"})
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
            terminal.payload("Server        " + report.url());
            terminal.payload("Ownership     " + proof(report.standing()));
            terminal.payload("TLS           " + tls(report.certificate()));
            terminal.payload("Bearer token  "
                    + (report.tokenMode() ? "required" : "none; all processes of this user are served"));
            terminal.payload(
                    "Default slot  " + (report.occupant() == null ? "empty: " + report.emptyBecause() : "loaded"));
            terminal.payload("Named slots   " + report.slots().size());
        }
        Table table = SlotTable.withNames(rows(report));
        if (!output.forScripts() && !table.isEmpty()) {
            terminal.payload("");
        }
        output.print(terminal, table);
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
