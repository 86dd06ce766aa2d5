package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.SlotSource;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profile;
import dev.awssso.roles.RoleArn;
import java.util.List;
import java.util.Optional;

/** The slots that {@code ecs run} fills . */
final class StartSlots {

    private StartSlots() {}

    /**
     * A slot that the server fills  with a configured profile's role, whether or not somebody is signed in.
     *
     * @throws Problem.NotFound when there is no such profile
     * @throws Problem.Usage when it leads to no role that a server could fetch
     */
    static StartSlot of(SlotName slot, String profile, Toolbox tools) {
        Profile found = tools.profiles()
                .profile(profile)
                .orElseThrow(() -> new Problem.NotFound(
                        "profile \"" + ForeignText.clean(profile) + "\" does not exist", null, null));
        return ofIdentityCenter(slot, profile, tools)
                .or(() -> ofLogin(slot, found, tools))
                .orElseThrow(() -> unfetchable(
                        profile,
                        "it is not a role of Identity Center, not a role that is signed in with aws login, and"
                                + " not a role chain from one of these without external id, MFA and other options;"
                                + " use ecs load"));
    }

    private static Optional<StartSlot> ofIdentityCenter(SlotName slot, String profile, Toolbox tools) {
        return new Sources(tools)
                .whenSignedIn(profile)
                .map(source -> new StartSlot(slot, profile, role(source), new SlotSource.OfIdentityCenter(source)));
    }

    private static Optional<StartSlot> ofLogin(SlotName slot, Profile profile, Toolbox tools) {
        return new Sources(tools)
                .ofLogin(profile.name())
                .map(source -> new StartSlot(slot, profile.name(), role(profile, source), source));
    }

    private static RoleArn role(Profile profile, SlotSource.OfLogin source) {
        List<RoleArn> chain = source.chain();
        return chain.isEmpty()
                ? source.profile()
                        .role()
                        .orElseThrow(() -> unfetchable(
                                profile.name(),
                                "its login_session does not belong to a role; use run-as or credential-process"))
                : chain.get(chain.size() - 1);
    }

    private static Problem unfetchable(String profile, String why) {
        return new Problem.Usage("the server cannot fetch profile \"" + ForeignText.clean(profile) + "\"", why, null);
    }

    private static RoleArn role(Source source) {
        List<RoleArn> chain = source.chain();
        return chain.isEmpty() ? source.start().arn(source.region()) : chain.get(chain.size() - 1);
    }
}
