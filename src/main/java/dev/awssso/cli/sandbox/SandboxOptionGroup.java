package dev.awssso.cli.sandbox;

import dev.awssso.sandbox.Approval;
import dev.awssso.sandbox.Behaviour;
import dev.awssso.sandbox.SandboxOptions;
import picocli.CommandLine.Option;

/** How the sandbox behaves, as options. */
final class SandboxOptionGroup {

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0, the default, takes any.")
    private int port;

    @Option(names = "--accounts", paramLabel = "N", description = "How many accounts there are. Default: 3.")
    private int accounts = SandboxOptions.DEFAULT.accounts();

    @Option(
            names = "--roles",
            paramLabel = "N",
            description = "How many roles each account behind the first three has. Default: 4.")
    private int roles = SandboxOptions.DEFAULT.rolesPerAccount();

    @Option(names = "--region", paramLabel = "REGION", description = "Region of the instance. Default: us-east-1.")
    private String region = SandboxOptions.DEFAULT.region();

    @Option(names = "--auto-approve", description = "Approve every sign-in with nobody at the page.")
    private boolean autoApprove;

    @Option(names = "--deny", description = "Deny every sign-in.")
    private boolean deny;

    int port() {
        return port;
    }

    SandboxOptions read() {
        Approval approval = Approval.BY_PERSON;
        if (autoApprove) {
            approval = approval.by(Approval.By.ALWAYS);
        }
        if (deny) {
            approval = approval.by(Approval.By.NEVER);
        }
        return SandboxOptions.DEFAULT
                .port(port)
                .region(region)
                .directory(accounts, roles)
                .behaviour(Behaviour.AWS.approval(approval));
    }
}
