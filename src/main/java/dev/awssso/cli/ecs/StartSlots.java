package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import java.util.List;

/** The slots that {@code ecs run} fills by itself. */
final class StartSlots {

    private StartSlots() {}

    /**
     * A slot that the server fills by itself with a configured profile's role, whether or not somebody is signed in.
     *
     * @throws Problem.NotFound when there is no such profile
     * @throws Problem.Usage when it leads to no role that a server could fetch
     */
    static StartSlot of(SlotName slot, String profile, Toolbox tools) {
        if (tools.profiles().profile(profile).isEmpty()) {
            throw new Problem.NotFound(
                    "there is no profile \"" + ForeignText.clean(profile) + "\"",
                    null,
                    "aws-sso configure profile NAME");
        }
        Source source = new Sources(tools)
                .whenSignedIn(profile)
                .orElseThrow(() -> new Problem.Usage(
                        "the server cannot fetch profile \"" + ForeignText.clean(profile) + "\" by itself",
                        "it is neither a role of Identity Center nor a chain of roles from one without external id, MFA"
                                + " and other extras",
                        "aws-sso ecs load --slotted --profile " + ForeignText.clean(profile)));
        return new StartSlot(slot, profile, role(source), source);
    }

    private static RoleArn role(Source source) {
        List<RoleArn> chain = source.chain();
        return chain.isEmpty() ? source.start().arn(source.region()) : chain.get(chain.size() - 1);
    }
}
