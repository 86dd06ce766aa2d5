package dev.awssso.sandbox;

import dev.awssso.platform.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox for a test, on a port of its own: {@code try (var sandbox = RunningSandbox.start())}, or a field with
 * {@code @RegisterExtension}, which ends it after the test. It approves every sign-in at once, lets polls come at any
 * pace and sets no limit on calls, until a step says otherwise.
 */
public final class RunningSandbox implements AutoCloseable, AfterEachCallback {

    /** The first account of the documents. */
    public static final String ACCOUNT = "111111111111";

    /** The second one. */
    public static final String OTHER_ACCOUNT = "222222222222";

    private final SandboxServer server;

    private RunningSandbox(SandboxServer server) {
        this.server = server;
    }

    public static RunningSandbox start() {
        return start(InstantSource.system());
    }

    /** One that lives by this clock. */
    public static RunningSandbox start(InstantSource clock) {
        return start(SandboxOptions.DEFAULT, clock);
    }

    /** One with so many accounts, and so many roles in each that is not one of the documents'. */
    public static RunningSandbox withAccounts(int accounts, int roles) {
        return start(SandboxOptions.DEFAULT.directory(accounts, roles), InstantSource.system());
    }

    /** One in another region, whose prefix decides the partition. */
    public static RunningSandbox inRegion(String region) {
        return start(SandboxOptions.DEFAULT.region(region), InstantSource.system());
    }

    /** One with these options, except that approval and pace are those of a test. */
    public static RunningSandbox start(SandboxOptions options, InstantSource clock) {
        Approval atOnce = new Approval(Approval.By.ALWAYS, 0, Duration.ofSeconds(1), false);
        Behaviour behaviour = options.behaviour().approval(atOnce).callsPerSecond(0);
        try {
            return new RunningSandbox(
                    SandboxServer.start(options.behaviour(behaviour), clock, new SecureRandom(), Sleeper.real()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to hand to {@code Cli.with}: points every AWS client at the sandbox, and names its instance. */
    public Map<String, String> environment() {
        return server.environment();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return server.url();
    }

    public String startUrl() {
        return server.startUrl();
    }

    /** The certificate of its authority in PEM, when it speaks TLS. */
    public String caCertificate() {
        return server.caCertificate().orElseThrow();
    }

    /** What the control API asks for in {@code x-sandbox-key}. */
    public String controlKey() {
        return server.controlKey();
    }

    /** Everything that has no step of its own here. */
    public SandboxControls controls() {
        return server.controls();
    }

    /** How often an operation was called: {@code calls("GetRoleCredentials")}. */
    public int calls(String operation) {
        return controls().calls(operation);
    }

    /** The calls of one operation, oldest first. */
    public List<Call> callsOf(String operation) {
        return controls().callLog().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** How often CreateToken was called with this grant type: {@code refresh_token}, {@code authorization_code}. */
    public long tokenCalls(String grantType) {
        return callsOf("CreateToken").stream()
                .filter(call -> grantType.equals(call.facts().get("grantType")))
                .count();
    }

    // --- steps: sign-in

    /** Device codes are approved after so many polls were told to wait. */
    public RunningSandbox approvesAfterPolls(int polls) {
        return approval(old -> old.by(Approval.By.ALWAYS).pendingPolls(polls));
    }

    /** Every sign-in is denied, device codes after so many polls. */
    public RunningSandbox deniesAfterPolls(int polls) {
        return approval(old -> old.by(Approval.By.NEVER).pendingPolls(polls));
    }

    /** Nothing is approved until {@link #approve}, or somebody at the page, does it. */
    public RunningSandbox waitsForPerson() {
        return approval(old -> old.by(Approval.By.PERSON));
    }

    /** Polls that come before the interval is over are told to slow down. */
    public RunningSandbox enforcesPollInterval(Duration interval) {
        return approval(old -> old.interval(interval).strictInterval(true));
    }

    private RunningSandbox approval(java.util.function.UnaryOperator<Approval> change) {
        controls().behave(old -> old.approval(change.apply(old.approval())));
        return this;
    }

    /** Approves the one device code that waits. */
    public RunningSandbox approve() {
        List<String> waiting = controls().waitingUserCodes();
        if (waiting.size() != 1 || !controls().decide(waiting.get(0), true)) {
            throw new IllegalStateException("not one waiting user code but " + waiting);
        }
        return this;
    }

    /** The next so many CreateToken calls are told to slow down. */
    public RunningSandbox asksToSlowDown(int times) {
        return fails("CreateToken", Fault.THROTTLE, times);
    }

    public RunningSandbox rotatesRefreshTokens() {
        controls().behave(old -> old.rotatesRefreshTokens(true));
        return this;
    }

    /** The start URL must be this one; others are refused. */
    public RunningSandbox knowsOnly(String startUrl) {
        controls().behave(old -> old.startUrls(List.of(startUrl)));
        return this;
    }

    /** This person signs in from now on. */
    public RunningSandbox signsIn(String user) {
        controls().user(user);
        return this;
    }

    public RunningSandbox revokesSessions() {
        controls().revokeSessions();
        return this;
    }

    public RunningSandbox expiresAccessTokens() {
        controls().expireAccessTokens();
        return this;
    }

    public RunningSandbox forgetsRegistrations() {
        controls().forgetRegistrations();
        return this;
    }

    // --- steps: lifetimes and time

    public RunningSandbox accessTokensLast(Duration lifetime) {
        return lifetimes(old -> old.accessToken(lifetime));
    }

    public RunningSandbox roleCredentialsLast(Duration lifetime) {
        return lifetimes(old -> old.role(lifetime));
    }

    public RunningSandbox registrationsLast(Duration lifetime) {
        return lifetimes(old -> old.registration(lifetime));
    }

    public RunningSandbox deviceCodesLast(Duration lifetime) {
        return lifetimes(old -> old.deviceCode(lifetime));
    }

    private RunningSandbox lifetimes(java.util.function.UnaryOperator<Lifetimes> change) {
        controls().behave(old -> old.lifetimes(change.apply(old.lifetimes())));
        return this;
    }

    /** The sandbox's clock, and with it its {@code Date}, goes ahead of (negative: behind) the one it was given. */
    public RunningSandbox clockMoves(Duration by) {
        controls().moveClock(by);
        return this;
    }

    // --- steps: failures

    /** The next so many calls of an operation ({@code *}: of any) fail this way. */
    public RunningSandbox fails(String operation, Fault fault, int times) {
        controls().fail(operation, fault, times);
        return this;
    }

    /** The next so many calls of each portal operation get 429. */
    public RunningSandbox portalAnswers429(int times) {
        return portalFails(Fault.THROTTLE, times);
    }

    /** The next so many calls of each portal operation get 500. */
    public RunningSandbox portalAnswers500(int times) {
        return portalFails(Fault.INTERNAL_ERROR, times);
    }

    private RunningSandbox portalFails(Fault fault, int times) {
        List.of("GetRoleCredentials", "ListAccounts", "ListAccountRoles", "Logout")
                .forEach(operation -> fails(operation, fault, times));
        return this;
    }

    /** The portal's limit of AWS, 20 calls per second, or another. */
    public RunningSandbox keepsPace(int callsPerSecond) {
        controls().behave(old -> old.callsPerSecond(callsPerSecond));
        return this;
    }

    public RunningSandbox takes(Duration latency) {
        controls().behave(old -> old.latency(latency));
        return this;
    }

    /** Every secret issued from now on contains this text. */
    public RunningSandbox marksSecrets(String canary) {
        controls().behave(old -> old.canary(canary));
        return this;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        server.close();
    }
}
