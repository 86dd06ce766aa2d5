package dev.awssso.boot;

import dev.awssso.cli.IdentityCenter;
import dev.awssso.credentials.ChainPlan;
import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.Hop;
import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleChain;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.SecurityTokenService.Policies;
import dev.awssso.credentials.StartingPoint;
import dev.awssso.ecs.RoleSources;
import dev.awssso.ecs.SignIns;
import dev.awssso.ecs.wire.Source;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.KnownSignIns;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.List;
import java.util.Optional;

/** What a server may fetch: roles of the sign-ins of its user, with nobody asked and nothing taken from a request. */
final class ServerSignIns implements SignIns, RoleSources {

    private final KnownSignIns known;
    private final IdentityCenter identityCenter;

    ServerSignIns(KnownSignIns known, IdentityCenter identityCenter) {
        this.known = known;
        this.identityCenter = identityCenter;
    }

    @Override
    public Optional<String> region(Source.SignInKey key) {
        return known.find(key.value()).map(KnownSignIns.Place::region);
    }

    @Override
    public Optional<String> signInStamp(Source source) {
        return known.stamp(source.signIn().value());
    }

    @Override
    public CredentialSource open(Source source) {
        CredentialSource start = () -> fetch(source);
        if (source.chain().isEmpty()) {
            return start;
        }
        List<Hop> hops = source.chain().stream()
                .map(role -> new Hop(role, null, null, null))
                .toList();
        ChainPlan plan = new ChainPlan(hops, false, false, source.roleSessionName(), null, Policies.NONE, null);
        StartingPoint point = new StartingPoint(
                start, Origin.IDENTITY_CENTER, "the sign-in", null, source.region(), null, null, true);
        return () -> new RoleChain(point, plan, source.region(), identityCenter::sts, ServerSignIns::noCode).fetch();
    }

    private static Secret noCode(String device) {
        throw new Problem.Usage("no code of a second factor can be asked for", null, null);
    }

    // The sign-in is looked up for every fetch: a person may have signed out, and in again, meanwhile.
    private RoleCredentials fetch(Source source) {
        Instance instance = instance(source);
        TokenSource tokens = identityCenter.signIn().tokens(instance, SignInWish.unattended());
        AccessToken token = tokens.current();
        try {
            return identityCenter.vendor().credentials(instance, token, source.start());
        } catch (Problem.SignIn rejected) {
            return identityCenter.vendor().credentials(instance, tokens.replacement(token), source.start());
        }
    }

    private Instance instance(Source source) {
        Source.SignInKey key = source.signIn();
        KnownSignIns.Place place = known.find(key.value())
                .filter(found -> found.region().equals(source.region()))
                .orElseThrow(() -> new Problem.SignIn("sign-in is needed", "there is none by that name", null));
        boolean session = key.kind() == Source.SignInKey.Kind.SSO_SESSION;
        return new Instance(place.startUrl(), place.region(), session ? key.value() : null, Instance.DEFAULT_SCOPES);
    }
}
