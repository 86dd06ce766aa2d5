package dev.awssso.run;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one child, for that child alone: an endpoint of the container credentials protocol on a free port
 * of 127.0.0.1, with a token of its own, that answers GET and HEAD of one path and nothing else. It speaks as the
 * credentials server does: same bodies, same headers, same order of checks. Closed, nobody listens there any more.
 */
public final class PrivateEndpoint implements AutoCloseable {

    private static final String PATH = "/slot/run-as";
    private static final int TOKEN_BYTES = 32;
    private static final List<String> BROWSER_HEADERS = List.of("Origin", "Sec-Fetch-Site");
    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService handlers;
    private final Secret token;
    private final Renewal renewal;
    private final @Nullable RoleArn role;
    private final InstantSource clock;

    private PrivateEndpoint(
            HttpServer server,
            ExecutorService handlers,
            Secret token,
            Renewal renewal,
            @Nullable RoleArn role,
            InstantSource clock) {
        this.server = server;
        this.handlers = handlers;
        this.token = token;
        this.renewal = renewal;
        this.role = role;
        this.clock = clock;
    }

    /**
     * Opens one.
     *
     * @param renewal what it hands out
     * @param role whose credentials they are; null where that is not known
     * @throws Problem.Unreachable when there is no free port
     */
    public static PrivateEndpoint open(
            Renewal renewal, @Nullable RoleArn role, InstantSource clock, SecureRandom random) {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        try {
            // The literal address: localhost may lead elsewhere.
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
            ExecutorService handlers = Executors.newFixedThreadPool(4, PrivateEndpoint::daemon);
            PrivateEndpoint endpoint = new PrivateEndpoint(server, handlers, token, renewal, role, clock);
            server.setExecutor(handlers);
            server.createContext("/", endpoint::handle);
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new Problem.Unreachable("cannot open an endpoint for the child", PrivateFiles.reason(e), null, e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "private-endpoint");
        thread.setDaemon(true);
        return thread;
    }

    /** What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} must be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** What it asks for as {@code Authorization: Bearer TOKEN}. */
    public Secret token() {
        return token;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Content-Security-Policy", "default-src 'none'");
            if (reply.status() == 405) {
                headers.set("Allow", "GET, HEAD");
            }
            if (reply.status() == 503) {
                headers.set("Retry-After", "1");
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                headers.set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(reply.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    // The first check that fails decides, and nothing later is looked at.
    private Reply reply(HttpExchange exchange) {
        Headers request = exchange.getRequestHeaders();
        if (!isOurs(request.get("Host"))) {
            return error(421, "This server does not answer for that host.");
        }
        if (BROWSER_HEADERS.stream().anyMatch(request::containsKey)) {
            return error(403, "Requests from web pages are refused.");
        }
        if (PROXY_HEADERS.stream().anyMatch(request::containsKey)) {
            return error(400, "Requests through a proxy are refused. Set NO_PROXY=127.0.0.1,localhost.");
        }
        if (!authorized(request.get("Authorization"))) {
            return error(403, "Not authorised. Set AWS_CONTAINER_AUTHORIZATION_TOKEN; run: aws-sso ecs env");
        }
        String path = exchange.getRequestURI().getRawPath();
        if (exchange.getRequestURI().getRawQuery() != null) {
            return error(400, "The request is not valid: no query is allowed.");
        }
        if (!path.equals(PATH) && !path.equals(PATH + "/")) {
            return error(404, "No such resource.");
        }
        if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            return error(405, "Method not allowed.");
        }
        return credentials();
    }

    private boolean isOurs(@Nullable List<String> hosts) {
        String port = ":" + server.getAddress().getPort();
        if (hosts == null || hosts.size() != 1) {
            return false;
        }
        String host = hosts.get(0);
        String name = host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
        return name.equals("127.0.0.1") || name.equalsIgnoreCase("localhost");
    }

    private boolean authorized(@Nullable List<String> values) {
        if (values == null || values.size() != 1) {
            return false;
        }
        String value = values.get(0).strip();
        String secret = value.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())
                ? value.substring("Bearer ".length()).strip()
                : value;
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), token.reveal().getBytes(StandardCharsets.UTF_8));
    }

    private Reply credentials() {
        RenewalState state = renewal.state();
        return state.usable(clock.instant())
                .map(credentials -> new Reply(200, document(credentials)))
                .orElseGet(() -> nothing(state));
    }

    private Reply nothing(RenewalState state) {
        Problem failure = state.failure();
        if (renewal.fetching() || failure == null) {
            return error(503, "Credentials of the role are being fetched; try again.");
        }
        String remedy = failure.remedy();
        String message = failure.what() + (remedy == null ? "." : ". Run: " + remedy);
        return error(410, message.substring(0, Math.min(message.length(), 299)));
    }

    private String document(RoleCredentials credentials) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("AccessKeyId", credentials.accessKeyId());
        members.put("SecretAccessKey", credentials.secretKey().reveal());
        if (credentials.sessionToken() != null) {
            members.put("Token", credentials.sessionToken().reveal());
        }
        credentials.expiry().ifPresent(expiry -> members.put("Expiration", Timestamps.format(expiry)));
        AccountId account = credentials.accountId();
        if (account == null && role != null) {
            account = role.account();
        }
        if (account != null) {
            members.put("AccountId", account.digits());
        }
        if (role != null) {
            members.put("RoleArn", role.toString());
        }
        return JsonStyle.COMPACT.write(JsonObject.of(members));
    }

    // SDKs differ in the spelling they read.
    private static Reply error(int status, String message) {
        Map<String, Object> members = new LinkedHashMap<>();
        String code = Integer.toString(status);
        members.put("code", code);
        members.put("message", message);
        members.put("Code", code);
        members.put("Message", message);
        return new Reply(status, JsonStyle.COMPACT.write(JsonObject.of(members)));
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
