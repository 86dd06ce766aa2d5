package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.signin.InstanceFilter.InstanceHint;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance a person means: named by options, else by the variables, else the only one that the config file
 * knows, else the only one that a token file names, else that of the last login. Where a command is about the
 * sign-in itself ({@link #ofSignIn}), a profile names the instance too; elsewhere profiles are for credentials.
 */
public final class InstanceResolver {

    static final String DEFAULT_REGION = "us-east-1";

    /**
     * What a search works with.
     *
     * @param environment the variables
     * @param clock ends patterns that take too long
     * @param notes receives a region that was assumed
     */
    public record Context(Environment environment, InstantSource clock, Notes notes) {}

    private final Context context;
    private final InstanceProblems problems;
    private final ConfiguredInstances configured;
    private final Supplier<PreferredInstance> preferred;

    /** @param preferred asked only where neither an option nor a variable names an instance */
    public InstanceResolver(Context context, ConfiguredInstances configured, Supplier<PreferredInstance> preferred) {
        this.context = context;
        this.problems = new InstanceProblems(configured.file());
        this.configured = configured;
        this.preferred = preferred;
    }

    /**
     * The instance for a command that signs in the way this wish says: a token that was passed in may tell it, or
     * make its start URL unnecessary.
     *
     * @throws Problem.Usage when none or more than one is meant
     */
    public Instance resolve(InstanceRequest request, SignInWish wish) {
        if (wish.given() instanceof GivenToken.Document document && request.isEmpty()) {
            TokenFile token = document.token();
            return direct(String.valueOf(token.startUrl()), String.valueOf(token.region()));
        }
        if (wish.given() instanceof GivenToken.Bare && request.sessionName() == null && request.startUrl() == null) {
            return forBareToken(request);
        }
        return resolve(request);
    }

    /**
     * The instance for a command that is about the sign-in itself: a profile names it where no option does, that of
     * {@code AWS_PROFILE} where no variable does either. A profile stands for its session or start URL, or for those of
     * the first profile on its way of {@code source_profile} that has them.
     *
     * @param profile the value of {@code --profile}, null where it was not given
     * @throws Problem.NotFound when the profile of the option has no instance
     * @throws Problem.Usage when none or more than one is meant
     */
    public Instance ofSignIn(InstanceRequest request, SignInWish wish, @Nullable String profile) {
        return ofProfile(request, profile).orElseGet(() -> resolve(request, wish));
    }

    /** The instance that a profile names for a command that is about the sign-in itself; empty where none does. */
    public Optional<Instance> ofProfile(InstanceRequest request, @Nullable String profile) {
        if (!request.isEmpty()) {
            return Optional.empty();
        }
        if (profile != null) {
            return Optional.of(configured
                    .ofProfile(profile)
                    .orElseThrow(() -> InstanceProblems.noInstance(profile, configured.hasProfile(profile))));
        }
        Environment environment = context.environment();
        if (environment.get(InstanceProblems.URL_VARIABLE).isPresent()
                || environment.get(InstanceProblems.REGION_VARIABLE).isPresent()) {
            return Optional.empty();
        }
        return environment
                .get("AWS_PROFILE")
                .or(() -> environment.get("AWS_DEFAULT_PROFILE"))
                .flatMap(configured::ofProfile);
    }

    /**
     * The instance.
     *
     * @throws Problem.Usage when none or more than one is meant
     */
    public Instance resolve(InstanceRequest request) {
        if (request.sessionName() != null) {
            return ofSession(request, request.sessionName(), "");
        }
        InstanceHint hint = hint(request);
        if (hint.isEmpty() && preferred.get().request().sessionName() != null) {
            return ofPreferredSession(preferred.get());
        }
        if (hint.hasUrl() && hint.region() != null) {
            return direct(String.valueOf(hint.startUrl()), hint.region());
        }
        return search(hint);
    }

    /** The first instance of the config file, to be suggested where several are possible; empty when it has none. */
    public Optional<Instance> firstKnown() {
        return knownOrNone().stream().findFirst().map(known -> known.instance(null));
    }

    // If either option is given, the variables are not read at all.
    private InstanceHint hint(InstanceRequest request) {
        if (request.startUrl() != null || request.region() != null) {
            return new InstanceHint(
                    request.startUrl(),
                    request.region(),
                    request.startUrl() == null ? InstanceProblems.REGION_OPTION : InstanceProblems.URL_OPTION);
        }
        String url = context.environment().get(InstanceProblems.URL_VARIABLE).orElse(null);
        String region =
                context.environment().get(InstanceProblems.REGION_VARIABLE).orElse(null);
        if (url == null && region == null) {
            InstanceRequest set = preferred.get().request();
            return new InstanceHint(
                    set.startUrl(), set.region(), preferred.get().source());
        }
        return new InstanceHint(
                url, region, url == null ? InstanceProblems.REGION_VARIABLE : InstanceProblems.URL_VARIABLE);
    }

    private Instance ofPreferredSession(PreferredInstance set) {
        return ofSession(set.request(), String.valueOf(set.request().sessionName()), " (from " + set.source() + ")");
    }

    private Instance ofSession(InstanceRequest request, String name, String source) {
        ConfiguredInstance session = configured
                .session(name)
                .orElseThrow(() -> problems.unknownSession(name, source, configured.sessionNames()));
        boolean agrees = (request.region() == null || request.region().equals(session.region()))
                && (request.startUrl() == null || StartUrl.same(request.startUrl(), session.startUrl()));
        if (!agrees) {
            throw InstanceProblems.contradictsSession(name, session);
        }
        return new Instance(session.startUrl(), session.region(), name, session.scopes());
    }

    // Named in full: the config file cannot make this fail, it only tells the scopes.
    private Instance direct(String url, String region) {
        if (!StartUrl.isValid(url)) {
            throw InstanceProblems.noStartUrl(url);
        }
        String told = StartUrl.toldRegion(url).orElse(region);
        if (!told.equals(region)) {
            throw InstanceProblems.otherRegion(url, told, region);
        }
        return knownOrNone().stream()
                .filter(known -> known.region().equals(region) && StartUrl.same(known.startUrl(), url))
                .findFirst()
                .map(known -> known.instance(url))
                .orElseGet(() -> new Instance(url, region, null, Instance.DEFAULT_SCOPES));
    }

    private List<KnownInstance> knownOrNone() {
        try {
            return KnownInstance.merge(configured.all());
        } catch (Problem unreadable) {
            return List.of();
        }
    }

    private Instance search(InstanceHint hint) {
        InstanceFilter filter = new InstanceFilter(hint, context.clock());
        List<KnownInstance> known = KnownInstance.merge(configured.all());
        List<KnownInstance> found = admitted(known, filter);
        if (found.isEmpty()) {
            List<KnownInstance> signedIn = TokenFileInstances.in(context.environment());
            found = admitted(signedIn, filter);
            known = known.isEmpty() ? signedIn : known;
        }
        if (found.size() == 1) {
            return found.get(0).instance(hint.hasUrl() ? hint.startUrl() : null);
        }
        if (found.isEmpty() && hint.hasUrl()) {
            return assumeRegion(String.valueOf(hint.startUrl()));
        }
        if (!found.isEmpty()) {
            throw InstanceProblems.several(found);
        }
        List<KnownInstance> all = known;
        return lastLogin(hint, all).orElseThrow(() -> problems.none(hint, all));
    }

    // For who has signed out and has nothing configured.
    private Optional<Instance> lastLogin(InstanceHint hint, List<KnownInstance> known) {
        if (!hint.isEmpty() || !known.isEmpty()) {
            return Optional.empty();
        }
        return new RememberedInstance(context.environment())
                .read()
                .map(last ->
                        last.sessionName() != null && !configured.sessionNames().contains(last.sessionName())
                                ? last.byStartUrl(last.startUrl())
                                : last);
    }

    private static List<KnownInstance> admitted(List<KnownInstance> known, InstanceFilter filter) {
        return known.stream()
                .filter(instance -> filter.admits(instance.startUrl(), instance.region()))
                .toList();
    }

    private Instance assumeRegion(String url) {
        Optional<String> told = StartUrl.toldRegion(url);
        if (told.isPresent()) {
            return direct(url, told.get());
        }
        Instance instance = direct(url, DEFAULT_REGION);
        // Where a name of the company's own leads, and with it the region, is found out by a sign-in.
        if (!StartUrlHost.of(url).ownName()) {
            context.notes()
                    .note("Region of Identity Center instance \"" + ForeignText.clean(url) + "\" not given and not in "
                            + configured.file() + ": using " + DEFAULT_REGION + " (--sso-region changes it)");
        }
        return instance;
    }

    // A bare token needs no start URL, only the region of its portal.
    private Instance forBareToken(InstanceRequest request) {
        InstanceHint hint = hint(request);
        if (hint.isEmpty() && preferred.get().request().sessionName() != null) {
            return ofPreferredSession(preferred.get());
        }
        List<KnownInstance> found = admitted(knownOrNone(), new InstanceFilter(hint, context.clock()));
        if (found.size() == 1) {
            return found.get(0).instance(null);
        }
        if (hint.hasUrl()) {
            return resolve(request);
        }
        @Nullable String region = hint.region();
        if (region == null
                && found.stream().map(KnownInstance::region).distinct().count() == 1) {
            region = found.get(0).region();
        }
        if (region == null) {
            context.notes()
                    .note("Region of the access token's Identity Center instance not given: using " + DEFAULT_REGION
                            + " (--sso-region changes it)");
        }
        return Instance.withoutStartUrl(region == null ? DEFAULT_REGION : region);
    }
}
