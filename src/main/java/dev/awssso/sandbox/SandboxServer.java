package dev.awssso.sandbox;

import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running sandbox: IAM Identity Center (OIDC and portal), STS and console sign-in on one port, in memory. It ends with {@link #close}.
 */
public final class SandboxServer implements AutoCloseable {

    /** The operations that change nothing. */
    private static final Set<String> READS = Set.of("ListAccounts", "ListAccountRoles", "GetCallerIdentity");

    private static final List<String> ENDPOINT_VARIABLES = List.of(
            "AWS_ENDPOINT_URL_SSO",
            "AWS_ENDPOINT_URL_SSO_OIDC",
            "AWS_ENDPOINT_URL_STS",
            "AWS_ENDPOINT_URL_SIGNIN",
            "AWS_SSO_CONSOLE_ENDPOINT_URL");

    private final SandboxState state;
    private final SandboxControls controls;
    private final Sleeper sleeper;
    private final String controlKey;
    private final ControlApi control;
    private final OtherServices others;
    private final List<Endpoint> endpoints;
    private final @Nullable StateFile stateFile;
    private final @Nullable TlsContexts tls;
    private final HealthPages pages;
    private final HostRules hosts;
    private final HttpListener listener;

    private SandboxServer(SandboxState state, ServerIdentity identity, SecureRandom random, Sleeper sleeper)
            throws IOException {
        this.state = state;
        this.sleeper = sleeper;
        this.controls = new SandboxControls(state);
        this.stateFile = stateFile(state, identity);
        this.controlKey = identity.controlKey();
        this.control = new ControlApi(controls, state, controlKey);
        this.others = new OtherServices(state);
        this.endpoints = List.of(
                others,
                new OidcEndpoint(state),
                new PortalEndpoint(state),
                new StsEndpoint(state),
                new SigninEndpoint(state),
                new AuthorizePage(state),
                new FederationEndpoint(state),
                new ApprovalPages(state));
        Listening listening = state.options().listening();
        this.tls = listening.tls() ? new TlsContexts(identity.authority(), listening, random, state.clock()) : null;
        this.pages = new HealthPages(tls == null ? null : tls.authority());
        this.hosts = new HostRules(listening);
        this.listener = listen(listening);
        state.listensAt("http://" + listening.urlHost() + ":" + listener.port());
    }

    /**
     * Starts one.
     *
     * @param clock what it takes for the time
     * @param random where its secrets come from
     * @param sleeper waits out the latency it is told to have
     * @throws IOException when the port cannot be had
     * @throws dev.awssso.problem.Problem.LocalFile when the state file cannot be used
     */
    public static SandboxServer start(SandboxOptions options, InstantSource clock, SecureRandom random, Sleeper sleeper)
            throws IOException {
        SandboxState state = new SandboxState(options, clock, random);
        ServerIdentity identity =
                new ServerIdentity(options.listening(), state.entropy().name(18), random, clock.instant());
        return new SandboxServer(state, identity, random, sleeper);
    }

    private static @Nullable StateFile stateFile(SandboxState state, ServerIdentity identity) {
        Path file = state.options().stateFile();
        return file == null
                ? null
                : StateFile.open(
                        file,
                        List.of(
                                identity,
                                new KeptDirectory(state.directory()),
                                state.registrations(),
                                state.sessions(),
                                state.keys()));
    }

    private HttpListener listen(Listening listening) throws IOException {
        try {
            return HttpListener.start(
                    new InetSocketAddress(listening.address(), state.options().port()),
                    new HttpConnection(state.clock(), this::answer, hosts, tls));
        } catch (IOException e) {
            if (stateFile != null) {
                stateFile.close();
            }
            throw e;
        }
    }

    /** {@code http://127.0.0.1:PORT}, where a person's browser goes. */
    public String url() {
        return state.origin();
    }

    /** Where the services answer: {@link #url}, with TLS the same with {@code https}. */
    public String endpointUrl() {
        return tls == null ? url() : url().replaceFirst("^http:", "https:");
    }

    /** The certificate of its authority in PEM; empty when it does not use TLS. */
    public Optional<String> caCertificate() {
        return Optional.ofNullable(tls).map(contexts -> contexts.authority().pem());
    }

    /** The start URL of its instance. */
    public String startUrl() {
        return state.origin() + "/start";
    }

    public int port() {
        return listener.port();
    }

    /** What can be changed and asked while it runs. */
    public SandboxControls controls() {
        return controls;
    }

    /** What {@code /sandbox/control} asks for in the header {@code x-sandbox-key}. */
    public String controlKey() {
        return controlKey;
    }

    /**
     * The variables that point every AWS tool, and this program, at the services that the sandbox has. One for each
     * service, since the SDK for Go does not follow {@code AWS_ENDPOINT_URL} for the sign-in, and since that is then
     * free for a local double of other services.
     */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : ENDPOINT_VARIABLES) {
            variables.put(name, endpointUrl());
        }
        variables.put("AWS_DEFAULT_SSO_START_URL", startUrl());
        variables.put("AWS_DEFAULT_SSO_REGION", state.options().region());
        return variables;
    }

    private Optional<Reply> answer(Request request) throws InterruptedException {
        Optional<Reply> early = hosts.refusal(request).or(() -> pages.answer(request));
        if (early.isPresent()) {
            return early;
        }
        if (control.owns(request)) {
            Reply reply = control.handle(request);
            boolean kept = keep(request.method().equals("POST") && reply.status() < 400);
            return Optional.of(kept ? reply : Reply.text(500, "text/plain", "the state file cannot be written\n"));
        }
        sleeper.sleep(state.behaviour().latency());
        for (Endpoint endpoint : endpoints) {
            Optional<String> operation = endpoint.operation(request);
            if (operation.isPresent()) {
                return call(endpoint, operation.get(), request);
            }
        }
        Optional<String> leftOver = others.leftOver(request);
        if (leftOver.isPresent()) {
            return call(others, leftOver.get(), request);
        }
        return Optional.of(Page.ofFailure("Page not found")
                .paragraph("This page does not exist.")
                .reply(404));
    }

    private Optional<Reply> call(Endpoint endpoint, String operation, Request request) throws InterruptedException {
        Map<String, String> facts = new HashMap<>();
        request.header("user-agent").ifPresent(agent -> facts.put("userAgent", agent));
        Optional<Reply> answer = reply(endpoint, operation, request, facts);
        boolean changed =
                !READS.contains(operation) && answer.map(Reply::status).orElse(200) < 400;
        if (!keep(changed)) {
            answer = answer.map(any -> endpoint.refuse(endpoint.broken()));
        }
        Optional<Reply> reply = answer.map(any -> any.withRequestId(state.requestId()));
        int status = reply.map(Reply::status).orElse(0);
        Instant now = state.clock().instant();
        state.calls().add(new Call(operation, status, now, facts));
        state.requests().add(operation, request, status, now);
        return reply;
    }

    // What a client is told is in the file before; false when the file cannot be written.
    private boolean keep(boolean changed) {
        if (!changed || stateFile == null) {
            return true;
        }
        try {
            stateFile.keep();
            return true;
        } catch (Problem.LocalFile e) {
            return false;
        }
    }

    private Optional<Reply> reply(Endpoint endpoint, String operation, Request request, Map<String, String> facts)
            throws InterruptedException {
        Optional<Fault> fault = state.faults().take(operation);
        if (fault.isEmpty()) {
            ScriptedCall call = new ScriptedCall(endpoint, operation, () -> attempt(endpoint, request, facts));
            Optional<Script.Answer> planned = state.scripts().isEmpty()
                    ? Optional.empty()
                    : state.scripts().take(CallSubject.of(operation, request, state));
            if (planned.isEmpty()) {
                return Optional.of(call.itself());
            }
            facts.put("fault", "script");
            sleeper.sleep(planned.get().delay());
            return call.answer(planned.get());
        }
        facts.put("fault", fault.get().name());
        return switch (fault.get()) {
            case THROTTLE -> Optional.of(endpoint.refuse(endpoint.tooOften()));
            case INTERNAL_ERROR -> Optional.of(endpoint.refuse(endpoint.broken()));
            case UNAVAILABLE -> Optional.of(unavailable());
            case RETRY_LATER -> Optional.of(unavailable().with("Retry-After", "1"));
            case GARBAGE -> Optional.of(Reply.text(200, "application/json", "{\"unfinished\": \""));
            case DROP -> Optional.empty();
            case DROP_ANSWER -> {
                attempt(endpoint, request, facts);
                yield Optional.empty();
            }
        };
    }

    // Not in the service's language: this is what a load balancer says.
    private static Reply unavailable() {
        return Reply.text(503, "text/html", "<html><body>503 Service Unavailable</body></html>");
    }

    private static Reply attempt(Endpoint endpoint, Request request, Map<String, String> facts) {
        try {
            return endpoint.handle(request, facts);
        } catch (Refusal refusal) {
            facts.put("error", refusal.code());
            return endpoint.refuse(refusal);
        }
    }

    /** Hangs up on everybody and forgets everything. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (stateFile != null) {
                stateFile.close();
            }
        }
    }
}
