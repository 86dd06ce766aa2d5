package dev.awssso.cli.ecs;

import dev.awssso.cli.Command;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.ServerOptions;
import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.run.EndpointVariables;
import dev.awssso.run.ShellQuote;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecs env}: what a shell, a container or a remote host sets to use the server. */
@CommandLine.Command(
        description = {
            "Print the commands that make SDKs in this shell use the credentials server, for eval.",
            "They contain a read token, which can read that one slot and nothing else."
        },
        footer = {"", "Example: eval \"$(aws-sso ecs env --slot dev)\""})
public final class EcsEnvCommand implements Command {

    // A server in a container has a store of its own: a certificate in this one says nothing of it.
    private static final String COMPOSE_SERVER = "http://169.254.170.2:" + ServerAddress.DEFAULT_PORT;

    @Option(
            names = "--shell",
            paramLabel = "NAME",
            description = "bash, zsh, sh, fish, powershell or cmd. Default: from $SHELL.")
    private @Nullable String shell;

    @Option(names = "--slot", paramLabel = "NAME", description = "The named slot. Default: the default slot.")
    private @Nullable String slotName;

    @Option(names = "--compose", description = "Print the application's part of a compose file.")
    private boolean compose;

    @Option(
            names = "--ssh",
            description =
                    "Print the ssh command and the commands for the remote shell, with a token that expires after 12 hours.")
    private boolean ssh;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Toolbox toolbox;

    public EcsEnvCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        if (compose && (ssh || shell != null)) {
            throw new Problem.Usage("--compose cannot be used together with --shell or --ssh", null, null);
        }
        ShellQuote quote = ShellName.find(shell, toolbox.environment());
        SlotName slot = slotName == null ? SlotName.UNNAMED : SlotName.ofOption("--slot", slotName);
        if (compose) {
            printCompose(slot);
            return ExitCode.DONE.code();
        }
        EcsClient client = new ServerAccess(toolbox).open(server.address(toolbox));
        EndpointTokens tokens = new EndpointTokens(toolbox);
        URI endpoint = URI.create(slotUrl(client, slot));
        if (ssh) {
            printForSsh(client, quote, tokens.forRemote(endpoint, slot));
        } else {
            EndpointVariables variables = tokens.forShell(endpoint, slot).besideProxyOf(toolbox.environment());
            variables.lines(quote).forEach(toolbox.terminal()::payload);
            DefaultProfile.shadow(toolbox).ifPresent(toolbox.terminal()::note);
        }
        return ExitCode.DONE.code();
    }

    private void printForSsh(EcsClient client, ShellQuote quote, EndpointVariables variables) {
        String end = client.url().substring(client.url().indexOf("://") + 3).replace("/", "");
        int port = client.dialled().getPort();
        toolbox.terminal()
                .payload(quote.comment(
                        "here: ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:" + port + ":" + end + " HOST"));
        variables.lines(quote).forEach(toolbox.terminal()::payload);
        toolbox.terminal().note("root on that host can read this token, and with it the credentials");
    }

    private void printCompose(SlotName slot) {
        ServerAddress address =
                server.named(toolbox.environment()) ? server.address(toolbox) : ServerAddress.of(COMPOSE_SERVER);
        EcsClient client = new ServerAccess(toolbox).open(address);
        ComposePart part = new ComposePart(
                slotUrl(client, slot), slot, client.dialled().getAddress().isLoopbackAddress());
        part.lines().forEach(toolbox.terminal()::payload);
        toolbox.terminal()
                .note("create the file of the secret with: aws-sso ecs bearer-token "
                        + (slot.named() ? "--slot NAME" : "--default-slot") + " --write " + part.tokenFileName());
    }

    private static String slotUrl(EcsClient client, SlotName slot) {
        return client.url() + EcsClient.path(slot.named() ? slot : null).substring(1);
    }
}
