package dev.awssso.run;

import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.ecs.protocol.CredentialsDocument;
import dev.awssso.ecs.protocol.HostRule;
import dev.awssso.ecs.protocol.OriginRule;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.protocol.SlotErrors;
import dev.awssso.ecs.protocol.TokenCheck;
import dev.awssso.ecs.protocol.TokenHash;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one child, for that child alone: an endpoint of the container credentials protocol on a free port
 * of 127.0.0.1, with a token of its own, that answers GET and HEAD of one path and nothing else. It follows the rules of the
 * credentials server does, by the same documents and rules. The token alone decides who may read: a child may be
 * {@code sudo -E} or a container. Closed, nobody listens there any longer.
 */
public final class PrivateEndpoint implements AutoCloseable {

    private static final String PATH = "/slot/run-as";
    private static final List<String> METHODS = List.of("GET", "HEAD");
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_MESSAGE = 299;

    /** What it returns: credentials that are renewed, and whose they are where that is known. */
    private record Served(Renewal renewal, @Nullable RoleArn role, InstantSource clock) {}

    private final HostRule hosts = new HostRule(loopback(), List.of());
    private final Served served;
    private final Secret token;
    private final TokenHash hash;
    private final EndpointListener listener;

    private PrivateEndpoint(Served served, Secret token) throws IOException {
        this.served = served;
        this.token = token;
        this.hash = TokenHash.of(token);
        this.listener = EndpointListener.open(this::respond);
    }

    /**
     * Opens one.
     *
     * @param renewal what it returns
     * @param role whose credentials they are; null where that is not known
     * @throws Problem.Unreachable when there is no free port
     */
    public static PrivateEndpoint open(
            Renewal renewal, @Nullable RoleArn role, InstantSource clock, SecureRandom random) {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        try {
            return new PrivateEndpoint(new Served(renewal, role, clock), token);
        } catch (IOException e) {
            throw new Problem.Unreachable(
                    "cannot open the credentials endpoint for the command", PrivateFiles.reason(e), null, e);
        }
    }

    /** What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} must be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.port() + PATH);
    }

    /** What it asks for as {@code Authorization: Bearer TOKEN}. */
    public Secret token() {
        return token;
    }

    @Override
    public void close() {
        listener.close();
    }

    // The first check that fails decides, and nothing later is looked at.
    private EndpointResponse respond(RequestHead request) {
        String host = request.single("host");
        String authorization = request.single("authorization");
        if (host.isEmpty()) {
            throw new RequestRejected(ProtocolError.invalid("no Host header"));
        }
        if (!request.target().startsWith("/")) {
            throw new RequestRejected(ProtocolError.invalid("the target is not a path"));
        }
        if (!hosts.allows(host)) {
            return EndpointResponse.closing(ProtocolError.OTHER_HOST);
        }
        ProtocolError origin = OriginRule.violation(request.headers());
        if (origin != null) {
            return EndpointResponse.closing(origin);
        }
        if (!TokenCheck.opens(request.values("authorization").isEmpty() ? null : authorization, hash)) {
            return EndpointResponse.closing(ProtocolError.NOT_AUTHORISED);
        }
        return route(request);
    }

    private EndpointResponse route(RequestHead request) {
        int question = request.target().indexOf('?');
        String path = question < 0 ? request.target() : request.target().substring(0, question);
        if (question >= 0 && question < request.target().length() - 1) {
            return EndpointResponse.of(ProtocolError.invalid("a query string is not allowed"));
        }
        if (!path.equals(PATH) && !path.equals(PATH + "/")) {
            return EndpointResponse.of(ProtocolError.UNKNOWN_ROUTE);
        }
        return METHODS.contains(request.method())
                ? credentials()
                : EndpointResponse.of(ProtocolError.methodNotAllowed(METHODS));
    }

    private EndpointResponse credentials() {
        RenewalState state = served.renewal().state();
        return state.usable(served.clock().instant())
                .map(credentials -> EndpointResponse.ok(CredentialsDocument.toBytes(credentials, served.role())))
                .orElseGet(() -> EndpointResponse.of(withheld(state)));
    }

    private ProtocolError withheld(RenewalState state) {
        Problem failure = state.failure();
        if (served.renewal().fetching() || failure == null) {
            return SlotErrors.fetching("the role");
        }
        ShellCommand remedy = failure.remedy();
        String message = failure.what() + (remedy == null ? "." : ". Run: " + remedy);
        return ProtocolError.of(ProtocolError.GONE, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
