package dev.awssso.cli.sandbox;

import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.SandboxControls;
import java.util.List;
import picocli.CommandLine.Option;

/** What goes wrong at first, as options. */
final class SandboxFaultGroup {

    private static final List<String> PORTAL =
            List.of("GetRoleCredentials", "ListAccounts", "ListAccountRoles", "Logout");

    @Option(
            names = "--throttle",
            paramLabel = "N",
            description = "Answer the first N calls of each portal operation with 429.")
    private int throttle;

    @Option(
            names = "--slow-down",
            paramLabel = "N",
            description = "Answer the first N polls for a token with slow_down.")
    private int slowDown;

    @Option(
            names = "--server-errors",
            paramLabel = "N",
            description = "Answer the first N calls of all operations with 500.")
    private int serverErrors;

    @Option(
            names = "--drops",
            paramLabel = "N",
            description = "Then close the connection for N calls of all operations.")
    private int drops;

    void plan(SandboxControls controls) {
        PORTAL.forEach(operation -> controls.fail(operation, Fault.THROTTLE, throttle));
        controls.fail("CreateToken", Fault.THROTTLE, slowDown);
        controls.fail("*", Fault.INTERNAL_ERROR, serverErrors);
        controls.fail("*", Fault.DROP, drops);
    }
}
