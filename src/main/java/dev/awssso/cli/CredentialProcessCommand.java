package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.problem.ExitCode;
import dev.awssso.run.CredentialProcessDocument;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code credential-process}: the document for SDKs, without ever asking anybody. */
@CommandLine.Command(
        description = "Print credentials for the credential_process of a profile. Never prompts; "
                + "concurrent calls share one fetch and one refresh of the sign-in.",
        footer = {
            "",
            "Example, in ~/.aws/config:",
            "  credential_process = aws-sso credential-process --account-id 123456789012 --role-name Developer"
        })
public final class CredentialProcessCommand implements Command {

    @Option(
            names = "--no-role-cache",
            description = "Always fetch; do not use the role credential cache of the AWS CLI, ~/.aws/cli/cache.")
    private boolean noRoleCache;

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    private final Toolbox toolbox;

    public CredentialProcessCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        AcquiredIdentity acquired = AcquiredIdentity.find(
                Acquisition.of(toolbox, identity).unattended().cached(!noRoleCache));
        toolbox.terminal()
                .payload(CredentialProcessDocument.of(acquired.source().fetch()));
        return ExitCode.DONE.code();
    }
}
