package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.credentials.ChainPlan;
import dev.awssso.credentials.Hop;
import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleChain;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.credentials.SignedInRoles;
import dev.awssso.credentials.StartingPoint;
import dev.awssso.credentials.StartingPoints;
import dev.awssso.credentials.TokenCodes;
import dev.awssso.credentials.WorkRegion;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRequest;
import dev.awssso.run.ChildRegion;
import dev.awssso.signin.SignInWish;
import java.util.List;
import java.util.Map;
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
 */
record AcquiredIdentity(RoleChain source, StartingPoint start, List<Hop> hops, String region, ChildRegion childRegion) {

    /** The document's line for a person without any credentials. */
    static final String NOTHING = "Cannot find any session credentials, unable to continue.";

    /** What such a person can do. */
    static final String REMEDY = "add --account-id ID --role-name NAME, or --profile NAME";

    /** What a command does when options, environment and files lead to nothing. */
    enum Otherwise {
        FAIL,
        /** Let the person choose a role, at a terminal. */
        CHOOSE
    }

    /**
     * Finds it.
     *
     * @param tools with the profile of the options in use
     * @throws Problem.SignIn when there are no credentials to start from
     */
    static AcquiredIdentity find(Toolbox tools, IdentityOptions options, ChainPlan plan, Otherwise otherwise) {
        return find(tools, options, plan, otherwise, options.instance().wish(tools.environment(), tools.terminal()));
    }

    /** The same for a command with a wish of its own about signing in. */
    static AcquiredIdentity find(
            Toolbox tools, IdentityOptions options, ChainPlan plan, Otherwise otherwise, SignInWish wish) {
        return search(tools, options, plan, otherwise, wish)
                .orElseThrow(() -> new Problem.SignIn(NOTHING, null, REMEDY));
    }

    /** The same, empty when there are no credentials to start from. */
    static Optional<AcquiredIdentity> search(
            Toolbox tools, IdentityOptions options, ChainPlan plan, Otherwise otherwise, SignInWish wish) {
        TokenCodes codes =
                new MfaPrompt(tools.terminal(), options.chain().tokenCode().orElse(null));
        return start(tools, options, wish, codes, otherwise).map(start -> from(start, tools, options, plan, codes));
    }

    private static AcquiredIdentity from(
            StartingPoint start, Toolbox tools, IdentityOptions options, ChainPlan plan, TokenCodes codes) {
        String option = options.region().orElse(null);
        String profileRegion = start.profileRegion() == null ? selectedRegion(tools.profiles()) : start.profileRegion();
        String region = WorkRegion.resolve(
                new WorkRegion.Hints(option, profileRegion, start.ssoRegion(), plan.hops()), tools.environment());
        RoleChain chain =
                new RoleChain(start, plan, region, () -> tools.identityCenter().sts(), codes);
        return new AcquiredIdentity(chain, start, plan.hops(), region, new ChildRegion(option, profileRegion));
    }

    private static Optional<StartingPoint> start(
            Toolbox tools, IdentityOptions options, SignInWish wish, TokenCodes codes, Otherwise otherwise) {
        IdentityCenter center = tools.identityCenter();
        SignedInRoles roles = new SignedInRoles(
                center.roles(),
                center.signIn(),
                center.vendor(),
                new SignedInRoles.Request(options.instance().request(), wish));
        StartingPoints points = new StartingPoints(tools.environment(), tools::profiles, roles, center::sts, codes);
        RoleRequest request = options.role().request();
        boolean instanceNamed = !options.instance().request().isEmpty() || wish.given() != null;
        boolean choose = otherwise == Otherwise.CHOOSE && tools.terminal().interactive() && request.isEmpty();
        Optional<StartingPoint> found = choose && instanceNamed
                ? Optional.empty()
                : points.find(request, instanceNamed, options.region().orElse(null));
        return found.isEmpty() && choose
                ? Optional.of(
                        points.role(chooser(tools).choose(options.instance().request(), wish)))
                : found;
    }

    /** The role whose credentials these are; null where that is not known. */
    @Nullable
    RoleArn role() {
        return hops.isEmpty() ? start.role() : hops.get(hops.size() - 1).role();
    }

    private static RoleChooser chooser(Toolbox tools) {
        return new RoleChooser(tools, all -> Map.of());
    }

    // The profile in use, or the default one, has a word in the region although the credentials are not its own.
    private static @Nullable String selectedRegion(Profiles profiles) {
        return profiles.profile(profiles.selectedName())
                .flatMap(profile -> profile.get("region"))
                .orElse(null);
    }

    /** The kind of these credentials of its source. */
    Origin origin(RoleCredentials credentials) {
        return source.origin().of(credentials);
    }
}
