package dev.awssso.sandbox;

import dev.awssso.platform.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running sandbox: IAM Identity Center (OIDC and portal), STS and console sign-in on one port of 127.0.0.1, in
 * memory. It ends with {@link #close}.
 */
public final class SandboxServer implements AutoCloseable {

    private final SandboxState state;
    private final SandboxControls controls;
    private final Sleeper sleeper;
    private final String controlKey;
    private final ControlApi control;
    private final OtherServices others;
    private final List<Endpoint> endpoints;
    private final HttpListener listener;

    private SandboxServer(SandboxState state, Sleeper sleeper, int port) throws IOException {
        this.state = state;
        this.sleeper = sleeper;
        this.controls = new SandboxControls(state);
        this.controlKey = state.entropy().name(18);
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
        this.listener = HttpListener.start(port, state.clock(), this::answer);
        state.listensAt("http://127.0.0.1:" + listener.port());
    }

    /**
     * Starts one.
     *
     * @param clock what it takes for the time
     * @param random where its secrets come from
     * @param sleeper waits out the latency it is told to have
     * @throws IOException when the port cannot be had
     */
    public static SandboxServer start(SandboxOptions options, InstantSource clock, SecureRandom random, Sleeper sleeper)
            throws IOException {
        return new SandboxServer(new SandboxState(options, clock, random), sleeper, options.port());
    }

    /** {@code http://127.0.0.1:PORT}: what {@code AWS_ENDPOINT_URL} must be. */
    public String url() {
        return state.origin();
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

    /** The variables that point every AWS tool, and this program, at the sandbox. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", url());
        variables.put("AWS_DEFAULT_SSO_START_URL", startUrl());
        variables.put("AWS_DEFAULT_SSO_REGION", state.options().region());
        return variables;
    }

    private Optional<Reply> answer(Request request) throws InterruptedException {
        // A page of the web that makes a browser resolve its own name to 127.0.0.1 must get nowhere.
        String host = request.header("host").orElse("").replaceFirst(":[0-9]+$", "");
        if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
            return Optional.of(Reply.text(421, "text/plain", "the sandbox answers to 127.0.0.1 and localhost alone\n"));
        }
        if (control.owns(request)) {
            return Optional.of(control.handle(request));
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
        return Optional.of(
                Page.titled("Not found").paragraph("Nothing is here.").reply(404));
    }

    private Optional<Reply> call(Endpoint endpoint, String operation, Request request) {
        Map<String, String> facts = new HashMap<>();
        request.header("user-agent").ifPresent(agent -> facts.put("userAgent", agent));
        Optional<Reply> reply =
                reply(endpoint, operation, request, facts).map(answer -> answer.withRequestId(state.requestId()));
        state.calls()
                .add(new Call(
                        operation,
                        reply.map(Reply::status).orElse(0),
                        state.clock().instant(),
                        facts));
        return reply;
    }

    private Optional<Reply> reply(Endpoint endpoint, String operation, Request request, Map<String, String> facts) {
        Optional<Fault> fault = state.faults().take(operation);
        if (fault.isEmpty()) {
            return Optional.of(attempt(endpoint, request, facts));
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
        }
    }
}
