package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.credentials.ChainPlan;
import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.Hop;
import dev.awssso.credentials.IdentityCenterRoles;
import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleChain;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.RoleVendor;
import dev.awssso.credentials.StartingPoint;
import dev.awssso.credentials.StartingPoints;
import dev.awssso.credentials.TokenCodes;
import dev.awssso.credentials.WorkRegion;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.run.ChildRegion;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a command's options lead to: starting credentials and the roles assumed from there. Nothing is
 * fetched before {@link #source} is asked.
 *
 * @param source brings the credentials
 * @param start where they start
 * @param hops the roles assumed from there
 * @param region for all calls; there always is one
 * @param childRegion where a child is to work
 * @param selection the role of Identity Center where they start; null when they start elsewhere
 */
record AcquiredIdentity(
        RoleChain source,
        StartingPoint start,
        List<Hop> hops,
        String region,
        ChildRegion childRegion,
        @Nullable RoleSelection selection) {

    /** Remembers the role that was asked for. */
    private static final class SelectedRoles implements IdentityCenterRoles {

        private final IdentityCenterRoles roles;
        private @Nullable RoleSelection selection;

        SelectedRoles(IdentityCenterRoles roles) {
            this.roles = roles;
        }

        @Override
        public RoleSelection select(RoleRequest request) {
            return roles.select(request);
        }

        @Override
        public TokenSource tokens(RoleSelection chosen) {
            return roles.tokens(chosen);
        }

        @Override
        public TokenSource tokensLater(RoleSelection chosen, TokenSource first) {
            return roles.tokensLater(chosen, first);
        }

        @Override
        public RoleVendor vendor() {
            return roles.vendor();
        }

        @Override
        public CredentialSource source(RoleSelection chosen) {
            selection = chosen;
            return roles.source(chosen);
        }
    }

    /** The document's line for a person without any credentials. */
    static final String NOTHING = "Cannot find any session credentials, unable to continue.";

    /** What such a person can do. */
    static final String ADVICE = "use --profile, or --account-id and --role-name, to choose a role";

    /**
     * Finds it.
     *
     * @throws Problem.SignIn when there are no credentials to start from
     */
    static AcquiredIdentity find(Acquisition acquisition) {
        return search(acquisition).orElseThrow(() -> new Problem.SignIn(NOTHING, List.of(ADVICE)));
    }

    /** The same, empty when there are no credentials to start from. */
    static Optional<AcquiredIdentity> search(Acquisition acquisition) {
        Toolbox tools = acquisition.tools();
        IdentityOptions options = acquisition.options();
        ChainPlan plan = acquisition.plan();
        TokenCodes codes =
                new MfaPrompt(tools.terminal(), options.chain().tokenCode().orElse(null));
        SelectedRoles roles = new SelectedRoles(acquisition.roles());
        return start(acquisition, roles, codes).map(start -> {
            String option = options.region().orElse(null);
            String ofProfile = start.profileRegion() == null ? selectedRegion(tools.profiles()) : start.profileRegion();
            String region = WorkRegion.resolve(
                    new WorkRegion.Hints(option, ofProfile, start.ssoRegion(), plan.hops()), tools.environment());
            RoleChain chain = new RoleChain(
                    start, plan, region, () -> tools.identityCenter().sts(), codes);
            return new AcquiredIdentity(
                    chain,
                    start,
                    plan.hops(),
                    region,
                    childRegion(option, ofProfile, tools.profiles()),
                    roles.selection);
        });
    }

    private static Optional<StartingPoint> start(Acquisition acquisition, IdentityCenterRoles roles, TokenCodes codes) {
        Toolbox tools = acquisition.tools();
        IdentityOptions options = acquisition.options();
        SignInWish wish = acquisition.wish();
        StartingPoints points = new StartingPoints(
                tools.environment(),
                tools::profiles,
                roles,
                new StartingPoints.Services(
                        () -> tools.identityCenter().sts(),
                        codes,
                        tools.identityCenter().loginSessions()));
        RoleRequest request = options.role().request();
        boolean instanceNamed = !options.instance().request().isEmpty() || wish.given() != null;
        boolean choose = acquisition.otherwise() != Acquisition.Otherwise.FAIL
                && tools.terminal().interactive()
                && request.isEmpty();
        boolean first = instanceNamed || acquisition.otherwise() == Acquisition.Otherwise.CHOOSE_FIRST;
        Optional<StartingPoint> found = choose && first
                ? Optional.empty()
                : points.find(request, instanceNamed, options.region().orElse(null));
        return found.isEmpty() && choose
                ? Optional.of(points.role(
                        new RoleChooser(tools).choose(options.instance().request(), wish)))
                : found;
    }

    /** The role whose credentials these are; null where that is not known. */
    @Nullable
    RoleArn role() {
        return hops.isEmpty() ? start.role() : hops.get(hops.size() - 1).role();
    }

    // The profile in use, or the default one, has a word in the region although the credentials are not its own.
    private static @Nullable String selectedRegion(Profiles profiles) {
        return regionOf(profiles.selectedName(), profiles);
    }

    private static @Nullable String regionOf(String name, Profiles profiles) {
        return profiles.profile(name).flatMap(profile -> profile.get("region")).orElse(null);
    }

    // The default profile is what a child with neither variable looks into.
    private static ChildRegion childRegion(@Nullable String option, @Nullable String ofProfile, Profiles profiles) {
        String profile = ofProfile == null ? regionOf("default", profiles) : ofProfile;
        return new ChildRegion(option, profile);
    }

    /** The kind of these credentials of its source. */
    Origin origin(RoleCredentials credentials) {
        return source.origin().of(credentials);
    }
}
