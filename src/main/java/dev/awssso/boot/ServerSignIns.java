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
import dev.awssso.ecs.SignInEnd;
import dev.awssso.ecs.SignIns;
import dev.awssso.ecs.SlotSource;
import dev.awssso.ecs.wire.Source;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.Instance;
import dev.awssso.signin.KnownSignIns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server may fetch: roles of the sign-ins of its user, also those of {@code aws login}, with nobody asked and nothing taken from a request. */
final class ServerSignIns implements SignIns, RoleSources {

    private final KnownSignIns known;
    private final IdentityCenter identityCenter;

    ServerSignIns(KnownSignIns known, IdentityCenter identityCenter) {
        this.known = known;
        this.identityCenter = identityCenter;
    }

    @Override
    public Optional<String> region(Source.SignInKey key) {
        return known.find(key(key)).map(Instance::region);
    }

    @Override
    public Optional<String> signInStamp(SlotSource source) {
        if (source instanceof SlotSource.OfLogin login) {
            return identityCenter.loginSessions().stamp(login.profile());
        }
        return known.stamp(key(ofIdentityCenter(source).signIn()));
    }

    @Override
    public Optional<String> signInId(SlotSource source) {
        if (source instanceof SlotSource.OfLogin login) {
            return identityCenter.loginSessions().id(login.profile());
        }
        return known.id(key(ofIdentityCenter(source).signIn()));
    }

    @Override
    public Optional<SignInEnd> signInEnd(SlotSource source, Instant now) {
        if (source instanceof SlotSource.OfLogin) {
            // How long its refresh token lasts is nowhere told.
            return Optional.empty();
        }
        try {
            return known.end(key(ofIdentityCenter(source).signIn()), now)
                    .map(end -> new SignInEnd(end.at(), end.registration()));
        } catch (Problem.LocalFile unreadable) {
            return Optional.empty();
        }
    }

    private static Source ofIdentityCenter(SlotSource source) {
        return ((SlotSource.OfIdentityCenter) source).source();
    }

    private static KnownSignIns.Key key(Source.SignInKey key) {
        return new KnownSignIns.Key(key.value(), key.kind() == Source.SignInKey.Kind.SSO_SESSION);
    }

    @Override
    public CredentialSource open(SlotSource source) {
        if (source instanceof SlotSource.OfLogin login) {
            StartingPoint start = start(
                    identityCenter.loginSessions().open(login.profile()),
                    Origin.UNKNOWN_TEMPORARY,
                    login.profile().region());
            return follow(start, login.chain(), login.roleSessionName());
        }
        Source role = ofIdentityCenter(source);
        return follow(
                start(() -> fetch(role), Origin.IDENTITY_CENTER, role.region()), role.chain(), role.roleSessionName());
    }

    private static StartingPoint start(CredentialSource source, Origin origin, String region) {
        return new StartingPoint(source, origin, "the sign-in", null, region, null, null, true);
    }

    private CredentialSource follow(StartingPoint start, List<RoleArn> chain, @Nullable String sessionName) {
        if (chain.isEmpty()) {
            return start.source();
        }
        List<Hop> hops =
                chain.stream().map(role -> new Hop(role, null, null, null)).toList();
        ChainPlan plan = new ChainPlan(hops, false, false, sessionName, null, Policies.NONE, null);
        String region = String.valueOf(start.ssoRegion());
        return () -> new RoleChain(start, plan, region, identityCenter::sts, ServerSignIns::noCode).fetch();
    }

    private static Secret noCode(String device) {
        throw new Problem.Usage("the server cannot ask for an MFA code", null, null);
    }

    // The sign-in is looked up for every fetch: a person may have signed out, and in again, meanwhile.
    private RoleCredentials fetch(Source source) {
        Instance instance = instance(source);
        return identityCenter.signIn().tokensOf(instance).with(token -> identityCenter
                .vendor()
                .credentials(instance, token, source.start()));
    }

    private Instance instance(Source source) {
        return known.find(key(source.signIn()))
                .filter(found -> found.region().equals(source.region()))
                .orElseThrow(() ->
                        new Problem.SignIn("sign-in is needed", "there is no saved sign-in for this session", null));
    }
}
