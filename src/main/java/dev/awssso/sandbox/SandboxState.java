package dev.awssso.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** All that a sandbox knows, in memory: the organisation, who has signed in, what was issued, how it behaves. */
final class SandboxState {

    // Region prefixes and the text after "arn:", from specific to general (partitions.json of the SDKs).
    private static final Map<String, String> PARTITIONS = Map.of(
            "us-gov-", "aws-us-gov",
            "us-isob-", "aws-iso-b",
            "us-isof-", "aws-iso-f",
            "us-iso-", "aws-iso",
            "eu-isoe-", "aws-iso-e",
            "cn-", "aws-cn",
            "eusc-", "aws-eusc");

    private final SandboxOptions options;
    private volatile Behaviour behaviour;
    private volatile String origin = "";
    private final SandboxClock clock;
    private final Entropy entropy;
    private final Directory directory;
    private final Registrations registrations = new Registrations(this);
    private final DeviceGrants deviceGrants = new DeviceGrants(this);
    private final CodeGrants codeGrants = new CodeGrants(this);
    private final PortalSessions sessions = new PortalSessions(this);
    private final KeyStore keys = new KeyStore(this);
    private final LoginSessions loginSessions = new LoginSessions(this);
    private final Faults faults = new Faults();
    private final Scripts scripts = new Scripts();
    private final CallLog calls = new CallLog();
    private final RequestLog requests = new RequestLog();
    private final Set<String> disabledRegions = ConcurrentHashMap.newKeySet();
    private final Set<String> webIdentities = ConcurrentHashMap.newKeySet();
    private final AtomicInteger emptyPages = new AtomicInteger();
    private final AtomicInteger stuckPages = new AtomicInteger();

    SandboxState(SandboxOptions options, InstantSource clock, SecureRandom random) {
        this.options = options;
        this.behaviour = options.behaviour();
        this.clock = new SandboxClock(clock);
        this.entropy = new Entropy(random, () -> behaviour().canary());
        SandboxDirectory own = options.directory();
        this.directory = new Directory(own == null ? DefaultDirectory.of(options) : own);
        String user = behaviour.approval().user();
        if (user != null && directory.user(user).isEmpty()) {
            throw new IllegalArgumentException("there is no user " + user);
        }
    }

    SandboxOptions options() {
        return options;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    synchronized void behave(UnaryOperator<Behaviour> change) {
        behaviour = change.apply(behaviour);
    }

    /** {@code http://127.0.0.1:PORT}. */
    String origin() {
        return origin;
    }

    /** The start URL of its own instance. */
    String startUrl() {
        return origin() + "/start";
    }

    void listensAt(String url) {
        origin = url;
    }

    SandboxClock clock() {
        return clock;
    }

    Entropy entropy() {
        return entropy;
    }

    Directory directory() {
        return directory;
    }

    /** Who signs in where nobody at the page says who; empty when there is nobody. */
    String approver() {
        String chosen = behaviour().approval().user();
        return chosen != null
                ? chosen
                : directory.firstUser().map(SandboxUser::name).orElse("");
    }

    Registrations registrations() {
        return registrations;
    }

    DeviceGrants deviceGrants() {
        return deviceGrants;
    }

    CodeGrants codeGrants() {
        return codeGrants;
    }

    PortalSessions sessions() {
        return sessions;
    }

    /** The sign-ins of {@code aws login}. */
    LoginSessions loginSessions() {
        return loginSessions;
    }

    KeyStore keys() {
        return keys;
    }

    Faults faults() {
        return faults;
    }

    Scripts scripts() {
        return scripts;
    }

    RequestLog requests() {
        return requests;
    }

    CallLog calls() {
        return calls;
    }

    /** Regions in which STS is switched off. */
    Set<String> disabledRegions() {
        return disabledRegions;
    }

    /** The web identity tokens that are believed. */
    Set<String> webIdentities() {
        return webIdentities;
    }

    /** How many of the next list pages come empty, with a token to continue. */
    AtomicInteger emptyPages() {
        return emptyPages;
    }

    /** How many of the next list pages point at themselves. */
    AtomicInteger stuckPages() {
        return stuckPages;
    }

    /** The partition that the sandbox plays: the text after {@code arn:}. */
    String partition() {
        return partitionOf(options.region());
    }

    static String partitionOf(String region) {
        return PARTITIONS.entrySet().stream()
                .filter(entry -> region.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }

    String requestId() {
        return UUID.nameUUIDFromBytes(entropy.name(16).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /** Refuses a start URL that is not this instance's (1.3: the typical InvalidRequest). */
    void requireStartUrl(String url) {
        String normal = normal(url);
        List<String> listed = behaviour().startUrls();
        boolean own = normal.equals(origin() + "/start")
                || normal.equals(origin().replace("127.0.0.1", "localhost") + "/start");
        boolean known = own
                || (listed.isEmpty()
                        ? normal.startsWith("https://")
                        : listed.stream().map(SandboxState::normal).anyMatch(normal::equals));
        if (!known) {
            throw OidcError.INVALID_REQUEST.refusal("Invalid start URL provided");
        }
    }

    // A portal is reached with and without a slash or a fragment behind its URL.
    private static String normal(String url) {
        try {
            URI uri = new URI(url.strip());
            if (uri.getScheme() == null || uri.getHost() == null) {
                return "";
            }
            String path = uri.getRawPath().replaceAll("/+$", "");
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port + path;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
