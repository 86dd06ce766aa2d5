package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.ReadTokenFile;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.problem.Problem;
import dev.awssso.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs run}: the credentials server, in the foreground. */
@picocli.CommandLine.Command(
        description = "Run the server that gives the loaded credentials to AWS SDKs, until Ctrl-C.",
        footer = {
            "",
            "Example:",
            "  aws-sso ecs run &",
            "  aws-sso ecs load --profile dev",
            "  AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:4144/ aws sts get-caller-identity"
        })
public final class EcsRunCommand implements Command {

    private static final String PORT_VARIABLE = "AWS_SSO_ECS_PORT";
    private static final int LAST_PORT = 65_535;

    private final Toolbox toolbox;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on; 0 for any free port. Default: $AWS_SSO_ECS_PORT, else 4144.")
    private @Nullable String port;

    @Option(
            names = "--bind-ip",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on. An address that is not loopback requires a bearer token, and --ssl or "
                            + "--container-network. Default: 127.0.0.1.")
    private String address = "127.0.0.1";

    @Option(names = "--container-network", description = "The address is in a private container network.")
    private boolean containerNetwork;

    @Option(names = "--allow-host", paramLabel = "NAME", description = "Also accept this host name. May be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private final HttpsOptions https = new HttpsOptions();

    @Option(
            names = "--default",
            paramLabel = "PROFILE",
            description = "Load this profile into the default slot at the start, and renew it. Default: the setting"
                    + " ecs_default.")
    private @Nullable String unnamed;

    @Option(
            names = "--slot",
            arity = "1..*",
            paramLabel = "PROFILE",
            description = "Load this profile into the slot with its name at the start, and renew it. May be repeated."
                    + " Default: the setting ecs_slots.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--no-refresh", description = "Renew nothing, and refuse loads that ask for renewal.")
    private boolean noRefresh;

    @Option(
            names = "--read-token-file",
            paramLabel = "SLOT=FILE",
            description = "The token in this file can read this slot. May be repeated.")
    private List<String> readTokens = new ArrayList<>();

    @Option(
            names = "--default-read-token-file",
            paramLabel = "FILE",
            description = "The token in this file can read the default slot. May be repeated.")
    private List<Path> defaultReadTokens = new ArrayList<>();

    @Option(
            names = "--audit-log",
            paramLabel = "FILE",
            description = "Append one line for each read and each change of credentials to this file; - for stderr.")
    private @Nullable Path auditLog;

    @Option(
            names = "--notify",
            paramLabel = "COMMAND",
            description = "Run this shell command 15 minutes before a sign-in ends and when a renewal fails; it reads"
                    + " AWS_SSO_EVENT, AWS_SSO_SLOT and AWS_SSO_MESSAGE. Default: the setting notify.")
    private @Nullable String notifyCommand;

    public EcsRunCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        ServerSettings settings = new ServerSettings(
                literal(address),
                port(),
                containerNetwork,
                hosts,
                !noRefresh,
                tokenFiles(),
                starts(),
                auditLog,
                https.certificate(toolbox),
                notifyCommand());
        return toolbox.serve(settings);
    }

    private List<StartSlot> starts() {
        if (noRefresh && (unnamed != null || !named.isEmpty())) {
            throw new Problem.Usage(
                    "--no-refresh cannot be used together with --default or --slot", "these slots are renewed", null);
        }
        if (noRefresh) {
            return List.of();
        }
        Settings.ServerStart settings = toolbox.settings().server();
        String profileOfDefault = unnamed == null ? settings.defaultProfile() : unnamed;
        List<StartSlot> starts = new ArrayList<>();
        if (profileOfDefault != null) {
            starts.add(StartSlots.of(SlotName.UNNAMED, profileOfDefault, toolbox));
        }
        for (String profile : named.isEmpty() ? settings.slotProfiles() : named) {
            starts.add(StartSlots.of(SlotName.ofOption("--slot", profile), profile, toolbox));
        }
        return starts;
    }

    private @Nullable String notifyCommand() {
        String command = notifyCommand == null ? toolbox.settings().server().notifyCommand() : notifyCommand;
        return command == null || command.isBlank() ? null : command;
    }

    private int port() {
        if (port != null) {
            return port("--port", port);
        }
        return toolbox.environment()
                .get(PORT_VARIABLE)
                .map(text -> port(PORT_VARIABLE, text))
                .orElseGet(() -> toolbox.settings().port().orElse(ServerAddress.DEFAULT_PORT));
    }

    private static int port(String where, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw new Problem.Usage("invalid " + where, "use 0 to 65535", null);
        }
        return Integer.parseInt(text);
    }

    // Only a literal: a name could lead anywhere, and looking it up could take long.
    private static InetAddress literal(String text) {
        boolean four = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        boolean six = text.indexOf(':') >= 0 && text.matches("\\[?[0-9A-Fa-f:.]+\\]?");
        if (four || six) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                // Said below.
            }
        }
        throw new Problem.Usage("invalid --bind-ip", "use an IP address such as 127.0.0.1 or ::1", null);
    }

    private List<ReadTokenFile> tokenFiles() {
        List<ReadTokenFile> files = new ArrayList<>();
        readTokens.forEach(option -> files.add(readToken(option)));
        defaultReadTokens.forEach(file -> files.add(new ReadTokenFile(SlotName.UNNAMED, file)));
        return files;
    }

    private static ReadTokenFile readToken(String option) {
        int equals = option.indexOf('=');
        if (equals <= 0 || equals == option.length() - 1) {
            throw new Problem.Usage("invalid --read-token-file: use SLOT=FILE", null, null);
        }
        SlotName slot = SlotName.ofOption("--read-token-file", option.substring(0, equals));
        return new ReadTokenFile(slot, Path.of(option.substring(equals + 1)));
    }
}
