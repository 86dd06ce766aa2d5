package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.credentials.CallerIdentity;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.problem.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code getcallerid}: the caller identity that AWS STS reports. */
@CommandLine.Command(
        description = "Show the caller identity that AWS STS reports; without options, of your current credentials.",
        footer = {"", "Example: aws-sso getcallerid --account-id 123456789012 --role-name Developer"})
public final class GetCallerIdCommand implements Command {

    @Mixin
    private final IdentityOptions identity = new IdentityOptions();

    private final Toolbox toolbox;

    public GetCallerIdCommand(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public int run() {
        Acquisition acquisition = Acquisition.of(toolbox, identity);
        Terminal terminal = toolbox.terminal();
        AcquiredIdentity acquired = AcquiredIdentity.search(acquisition).orElse(null);
        if (acquired == null) {
            // A line that scripts know, hence as it is.
            terminal.line(AcquiredIdentity.NOTHING);
            terminal.line(AcquiredIdentity.ADVICE);
            return ExitCode.SIGN_IN.code();
        }
        CallerIdentity caller = acquisition
                .tools()
                .identityCenter()
                .sts()
                .callerIdentity(acquired.source().fetch(), acquired.region());
        Map<String, String> document = new LinkedHashMap<>();
        document.put("UserId", caller.userId());
        document.put("Account", caller.account());
        document.put("Arn", caller.arn());
        terminal.payload(JsonStyle.INDENTED.write(JsonObject.of(document)));
        return ExitCode.DONE.code();
    }
}
