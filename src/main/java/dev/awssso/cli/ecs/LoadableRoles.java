package dev.awssso.cli.ecs;

import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.MfaPrompt;
import dev.awssso.cli.Toolbox;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.SignedInRoles;
import dev.awssso.credentials.StartingPoint;
import dev.awssso.credentials.StartingPoints;
import dev.awssso.credentials.WorkRegion;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.Source;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInWish;
import java.util.List;

/** Fetches what {@code ecs load} loads: a role of Identity Center, or what any other profile leads to. */
final class LoadableRoles {

    private final Toolbox tools;
    private final InstanceRequest instance;
    private final SignInWish wish;

    LoadableRoles(Toolbox tools, InstanceRequest instance, SignInWish wish) {
        this.tools = tools;
        this.instance = instance;
        this.wish = wish;
    }

    /** A role of Identity Center, with a source unless the sign-in is not in the shared cache. */
    Loadable of(RoleSelection selection, SlotName profile) {
        IdentityCenter center = tools.identityCenter();
        RoleCredentials credentials = center.signIn().with(selection.instance(), wish, token -> center.vendor()
                .credentials(selection.instance(), token, selection.role()));
        RoleArn role = selection.role().arn(selection.instance().region());
        Source source = shared() ? new Sources(tools).of(selection).orElse(null) : null;
        return new Loadable(profile, role, credentials, source);
    }

    /** What a profile of another kind leads to, with a source when that is a chain of roles from a sign-in. */
    Loadable of(String profile) {
        SlotName name = SlotName.ofOption("--profile", profile);
        IdentityCenter center = tools.identityCenter();
        SignedInRoles roles = new SignedInRoles(
                center.roles(), center.signIn(), center.vendor(), new SignedInRoles.Request(instance, wish));
        StartingPoints points = new StartingPoints(
                tools.environment(),
                tools::profiles,
                roles,
                new StartingPoints.Services(
                        center::sts, new MfaPrompt(tools.terminal(), null), center.loginSessions()));
        StartingPoint start = points.find(new RoleRequest(null, null, profile), false, null)
                .orElseThrow(() -> new Problem.NotFound("profile \"" + profile + "\" has no credentials", null, null));
        RoleCredentials credentials = start.source().fetch();
        RoleArn role = start.role();
        if (role == null && credentials.temporary()) {
            role = roleOf(credentials, start);
        }
        if (role == null) {
            throw Loadable.unloadable(name, Loadable.LONG_TERM);
        }
        Source source = shared() ? new Sources(tools).ofChain(profile).orElse(null) : null;
        return new Loadable(name, role, credentials, source);
    }

    // A token that was passed in, or that is in no file, is nowhere that the server could find it.
    private boolean shared() {
        return wish.given() == null && !wish.stateless();
    }

    private RoleArn roleOf(RoleCredentials credentials, StartingPoint start) {
        String region = WorkRegion.resolve(
                new WorkRegion.Hints(null, start.profileRegion(), start.ssoRegion(), List.of()), tools.environment());
        String arn =
                tools.identityCenter().sts().callerIdentity(credentials, region).arn();
        return RoleArn.ofSession(arn)
                .orElseThrow(() -> new Problem.Usage(
                        start.description() + " cannot be loaded",
                        "its credentials do not belong to a role; use run-as or credential-process",
                        null));
    }
}
