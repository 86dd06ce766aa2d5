package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.run.CredentialLines;
import dev.awssso.run.CredentialProcessDocument;
import dev.awssso.run.ShellQuote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dumpcreds}: the credentials, as lines for a shell or as a document for an SDK. */
@CommandLine.Command(
        description = "Print credentials as commands that a shell can run.",
        footer = {"", "Example: source <(aws-sso dumpcreds --account-id 123456789012 --role-name Developer)"})
public final class DumpCredsCommand implements Command {

    @Option(
            names = "--outform",
            paramLabel = "linux|mac|windows|powershell|fish|json|dotenv",
            description =
                    "The format: linux (default) or mac for POSIX shells, windows for cmd, powershell, fish, json,"
                            + " dotenv for an env file.")
    private String outform = "linux";

    @Option(
            names = "--credential-helper",
            description = "Print the document of a credential_process, and never prompt.")
    private boolean credentialHelper;

    @Option(
            names = "--all",
            description = "Also set the expiry and the region, and unset variables that take precedence over the"
                    + " credentials.")
    private boolean all;

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    private final Toolbox toolbox;

    public DumpCredsCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        // A form that does not exist is told before anybody signs in.
        ShellQuote shell = credentialHelper ? null : shell(outform);
        Acquisition acquisition = Acquisition.of(toolbox, identity);
        AcquiredIdentity acquired =
                AcquiredIdentity.find(credentialHelper ? acquisition.unattended() : acquisition.orChoose());
        Terminal terminal = toolbox.terminal();
        RoleCredentials credentials = acquired.source().fetch();
        if (shell == null) {
            terminal.payload(CredentialProcessDocument.of(credentials));
            return ExitCode.DONE.code();
        }
        // Whole or not at all: a value that cannot be written leaves nothing half set.
        CredentialLines lines = new CredentialLines(shell, credentials);
        (all ? lines.withEverything(acquired.childRegion()) : lines.keys()).forEach(terminal::payload);
        return ExitCode.DONE.code();
    }

    // Null: the JSON document.
    private static @Nullable ShellQuote shell(String form) {
        return switch (form.toLowerCase(Locale.ROOT)) {
            case "linux", "mac" -> ShellQuote.POSIX;
            case "windows" -> ShellQuote.CMD;
            case "powershell" -> ShellQuote.POWERSHELL;
            case "fish" -> ShellQuote.FISH;
            case "dotenv" -> ShellQuote.DOTENV;
            case "json" -> null;
            default ->
                throw new Problem.Usage(
                        "invalid --outform: use linux, mac, windows, powershell, fish, json or dotenv", null, null);
        };
    }
}
