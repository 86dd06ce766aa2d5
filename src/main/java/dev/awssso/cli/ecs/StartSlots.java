package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.SlotName;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.SsoProfile;
import dev.awssso.roles.Partition;
import dev.awssso.roles.RoleArn;
import dev.awssso.signin.Instance;
import java.util.List;

/** The slots that {@code ecs run} fills by itself. */
final class StartSlots {

    private StartSlots() {}

    /**
     * A slot that the server fills by itself with a configured profile's role, whether or not somebody is signed in.
     *
     * @throws Problem.NotFound when there is no such profile
     * @throws Problem.Usage when it names no role of Identity Center
     */
    static StartSlot of(SlotName slot, String profile, Toolbox tools) {
        Profiles profiles = tools.profiles();
        Profile configured = profiles.profile(profile)
                .orElseThrow(() -> new Problem.NotFound(
                        "there is no profile \"" + ForeignText.clean(profile) + "\"",
                        null,
                        "aws-sso configure profile NAME"));
        SsoProfile sso = profiles.sso(configured)
                .orElseThrow(() -> new Problem.Usage(
                        "profile \"" + ForeignText.clean(profile) + "\" names no role of Identity Center",
                        "it has no sso_account_id and sso_role_name",
                        null));
        Instance instance = sso.instance();
        Source.SignInKey key = Sources.usualKey(instance);
        RoleArn role = new RoleArn(
                Partition.ofRegion(instance.region()),
                sso.role().account(),
                "",
                sso.role().roleName());
        return new StartSlot(slot, profile, role, new Source(key, instance.region(), sso.role(), List.of(), null));
    }
}
