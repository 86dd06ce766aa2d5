package dev.awssso.signin;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.signin.InstanceFilter.InstanceHint;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance a person means: named by options, else by the variables, else the only one that the config file
 * knows, else the only one that a token file tells of. {@code AWS_PROFILE} plays no part in it.
 */
public final class InstanceResolver {

    static final String DEFAULT_REGION = "us-east-1";
    private static final String URL_OPTION = "--sso-start-url";
    private static final String REGION_OPTION = "--sso-region";
    private static final String URL_VARIABLE = "AWS_DEFAULT_SSO_START_URL";
    private static final String REGION_VARIABLE = "AWS_DEFAULT_SSO_REGION";

    /**
     * The world around.
     *
     * @param environment the variables
     * @param clock ends patterns that take too long
     * @param notes is told of a region that was assumed
     */
    public record World(Environment environment, InstantSource clock, Notes notes) {}

    private final World world;
    private final ConfiguredInstances configured;
    private final Supplier<PreferredInstance> preferred;

    /** @param preferred asked only where neither an option nor a variable names an instance */
    public InstanceResolver(World world, ConfiguredInstances configured, Supplier<PreferredInstance> preferred) {
        this.world = world;
        this.configured = configured;
        this.preferred = preferred;
    }

    /**
     * The instance for a command that signs in the way this wish says: a token that was handed over may tell it, or
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

    // If either option is given, the variables are not read at all.
    private InstanceHint hint(InstanceRequest request) {
        if (request.startUrl() != null || request.region() != null) {
            return new InstanceHint(
                    request.startUrl(), request.region(), request.startUrl() == null ? REGION_OPTION : URL_OPTION);
        }
        String url = world.environment().get(URL_VARIABLE).orElse(null);
        String region = world.environment().get(REGION_VARIABLE).orElse(null);
        if (url == null && region == null) {
            InstanceRequest set = preferred.get().request();
            return new InstanceHint(
                    set.startUrl(), set.region(), preferred.get().source());
        }
        return new InstanceHint(url, region, url == null ? REGION_VARIABLE : URL_VARIABLE);
    }

    private Instance ofPreferredSession(PreferredInstance set) {
        return ofSession(set.request(), String.valueOf(set.request().sessionName()), " (from " + set.source() + ")");
    }

    private Instance ofSession(InstanceRequest request, String name, String source) {
        ConfiguredInstance session = configured.session(name).orElseThrow(() -> unknownSession(name, source));
        boolean agrees = (request.region() == null || request.region().equals(session.region()))
                && (request.startUrl() == null || StartUrl.same(request.startUrl(), session.startUrl()));
        if (!agrees) {
            throw new Problem.Usage(
                    "--sso-session " + name + " is " + session.startUrl() + " in " + session.region()
                            + ", which is not what " + URL_OPTION + " or " + REGION_OPTION + " says",
                    null,
                    "leave out one or the other");
        }
        return new Instance(session.startUrl(), session.region(), name, session.scopes());
    }

    private Problem unknownSession(String name, String source) {
        List<String> known = configured.sessionNames();
        return new Problem.Usage(
                "there is no [sso-session " + ForeignText.clean(name) + "] in " + configured.file() + source,
                known.isEmpty()
                        ? "it has no sso-session at all"
                        : "it has " + ForeignText.clean(String.join(", ", known)),
                known.isEmpty() ? "--sso-start-url URL --sso-region REGION" : "--sso-session " + known.get(0));
    }

    // Named in full: the config file cannot make this fail, it only tells the session's name and scopes.
    private Instance direct(String url, String region) {
        if (!StartUrl.isValid(url)) {
            throw new Problem.Usage(
                    "\"" + ForeignText.clean(url) + "\" is no start URL",
                    "it must be an http or https URL with a host",
                    URL_OPTION + " https://YOUR-DIRECTORY.awsapps.com/start");
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
        InstanceFilter filter = new InstanceFilter(hint, world.clock());
        List<KnownInstance> known = KnownInstance.merge(configured.all());
        List<KnownInstance> found = admitted(known, filter);
        if (found.isEmpty()) {
            List<KnownInstance> signedIn = TokenFileInstances.in(world.environment());
            found = admitted(signedIn, filter);
            known = known.isEmpty() ? signedIn : known;
        }
        if (found.size() == 1) {
            return found.get(0).instance(hint.hasUrl() ? hint.startUrl() : null);
        }
        if (found.isEmpty() && hint.hasUrl()) {
            return assumeRegion(String.valueOf(hint.startUrl()));
        }
        throw found.isEmpty() ? none(hint, known) : several(found);
    }

    private static List<KnownInstance> admitted(List<KnownInstance> known, InstanceFilter filter) {
        return known.stream()
                .filter(instance -> filter.admits(instance.startUrl(), instance.region()))
                .toList();
    }

    private Instance assumeRegion(String url) {
        Instance instance = direct(url, DEFAULT_REGION);
        world.notes()
                .note("Region of Identity Center instance \"" + ForeignText.clean(url) + "\" not given and not in "
                        + configured.file() + ": using " + DEFAULT_REGION + " (--sso-region changes it)");
        return instance;
    }

    private Problem none(InstanceHint hint, List<KnownInstance> known) {
        String remedy =
                "add --sso-start-url URL --sso-region REGION, or set " + URL_VARIABLE + " and " + REGION_VARIABLE;
        if (hint.isEmpty() || known.isEmpty()) {
            return new Problem.Usage("No Identity Center instance found in " + configured.file(), null, remedy);
        }
        return new Problem.Usage(
                "No Identity Center instance matches " + described(hint) + " (from " + hint.source()
                        + "). Known instances:",
                null,
                known.stream().map(KnownInstance::line).toList(),
                remedy);
    }

    private static String described(InstanceHint hint) {
        String url = hint.startUrl() == null ? "" : "start URL \"" + ForeignText.clean(hint.startUrl()) + "\"";
        String region = hint.region() == null ? "" : "region \"" + ForeignText.clean(hint.region()) + "\"";
        return url.isEmpty() || region.isEmpty() ? url + region : url + " and " + region;
    }

    private static Problem several(List<KnownInstance> found) {
        KnownInstance first = found.get(0);
        return new Problem.Usage(
                "Found " + found.size()
                        + " Identity Center instances, please specify one with --sso-start-url or --sso-region:",
                null,
                found.stream().map(KnownInstance::line).toList(),
                "--sso-start-url '" + ForeignText.clean(first.startUrl()) + "' --sso-region " + first.region());
    }

    // A bare token needs no start URL, only the region of its portal.
    private Instance forBareToken(InstanceRequest request) {
        InstanceHint hint = hint(request);
        if (hint.isEmpty() && preferred.get().request().sessionName() != null) {
            return ofPreferredSession(preferred.get());
        }
        List<KnownInstance> found = admitted(knownOrNone(), new InstanceFilter(hint, world.clock()));
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
            world.notes()
                    .note("Region of the access token's Identity Center instance not given: using " + DEFAULT_REGION
                            + " (--sso-region changes it)");
        }
        return Instance.withoutStartUrl(region == null ? DEFAULT_REGION : region);
    }
}
