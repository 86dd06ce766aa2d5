package dev.awssso.ecs.client;

import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.Challenge;
import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a listener show that it is this user's credentials server, before a token or credentials are sent over the same
 * connection. Whoever has a token demands the proof by it and never falls back to the owner of the socket.
 */
public final class ServerProof {

    private static final String HEALTH = "/healthcheck";
    private static final String ALIVE = "{\"status\":\"UP\"}";
    // A running server notices a new token within two seconds.
    private static final int LOOKS = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /**
     * What a proof is judged by on this machine.
     *
     * @param system only Linux shows who owns a socket
     * @param uid this process's effective user, empty where it is not known
     */
    public record Machine(OperatingSystem system, OptionalLong uid, SocketOwners sockets) {}

    private final @Nullable BearerToken admin;
    private final Machine machine;
    private final Supplier<SecureRandom> random;
    private final Sleeper sleeper;
    private final Notes notes;

    /** @param admin the admin token of this user, null for the mode without tokens */
    public ServerProof(
            @Nullable BearerToken admin, Machine machine, Supplier<SecureRandom> random, Sleeper sleeper, Notes notes) {
        this.admin = admin;
        this.machine = machine;
        this.random = random;
        this.sleeper = sleeper;
        this.notes = notes;
    }

    /** The header that opens the server, once it has proven itself; empty without a token. */
    Map<String, String> authorization() {
        return admin == null ? Map.of() : Map.of("Authorization", admin.header().reveal());
    }

    /** Demands the proof on this connection; a {@link Problem.Server} when the listener is not this user's server. */
    Standing demand(HttpConnection connection, InetSocketAddress dialled, boolean pinned) throws IOException {
        if (pinned) {
            alive(connection, dialled, Map.of());
            return Standing.CERTIFICATE;
        }
        return admin == null ? ownerOf(connection, dialled) : byToken(connection, dialled, admin);
    }

    private Standing byToken(HttpConnection connection, InetSocketAddress dialled, BearerToken token)
            throws IOException {
        Challenge challenge = Challenge.fresh(random.get());
        Map<String, String> headers = Map.of(Challenge.HEADER, challenge.text());
        Optional<String> answer = Optional.empty();
        for (int look = 0; look < LOOKS && answer.isEmpty(); look++) {
            if (look > 0) {
                pause();
            }
            answer = alive(connection, dialled, headers).header(Challenge.PROOF_HEADER);
        }
        if (answer.filter(proof -> challenge.provenBy(proof, token, dialled)).isEmpty()) {
            throw foreign(
                    dialled,
                    answer.isEmpty() ? "it does not know the bearer token" : "its proof is for another address");
        }
        return Standing.TOKEN;
    }

    /**
     * Looks whose the listener is, where that alone can refuse it: before anything is sent, and before a listener that
     * never answers is waited for. A {@link Problem.Server} when it is another user's.
     */
    void beforeConnecting(InetSocketAddress dialled) throws IOException {
        if (admin == null
                && machine.system() == OperatingSystem.LINUX
                && !foreignListeners(dialled).isEmpty()) {
            throw foreign(dialled, null);
        }
    }

    /** Whose the listener is when it is not this user's, as {@code " (uid 1001)"}; empty where that is not known. */
    String foreignOwner(InetSocketAddress dialled) {
        try {
            return owner(foreignListeners(dialled));
        } catch (IOException e) {
            // Only the wording suffers.
            return "";
        }
    }

    private Standing ownerOf(HttpConnection connection, InetSocketAddress dialled) throws IOException {
        if (machine.system() == OperatingSystem.LINUX) {
            // Its answer shows that somebody has accepted this connection, and who that is can be seen.
            alive(connection, dialled, Map.of());
            requireOwnSockets(connection, dialled);
            return Standing.OWNER;
        }
        if (!dialled.getAddress().isLoopbackAddress()) {
            throw foreign(dialled, "on this system, an address that is not loopback requires a bearer token");
        }
        alive(connection, dialled, Map.of());
        notes.note("the server at " + NumericAddress.of(dialled)
                + " cannot be verified to be yours without a bearer token; run:"
                + " aws-sso ecs bearer-token --generate");
        return Standing.UNPROVEN;
    }

    // Who listens now need not be who accepted this connection: a program may have closed its listener meanwhile, so
    // that the real server could start. Both must be ours.
    private void requireOwnSockets(HttpConnection connection, InetSocketAddress dialled) throws IOException {
        if (machine.sockets().listening(dialled).isEmpty()
                || !foreignListeners(dialled).isEmpty()) {
            throw foreign(dialled, null);
        }
        Optional<Long> accepted = machine.sockets().accepted(dialled, connection.local());
        if (accepted.filter(uid -> isSelf(uid)).isEmpty()) {
            throw notThisUsers(
                    dialled,
                    accepted.map(uid -> owner(List.of(uid))).orElse(""),
                    "the other end of this connection does not belong to a process of this user");
        }
    }

    private static HttpReply alive(HttpConnection connection, InetSocketAddress dialled, Map<String, String> headers)
            throws IOException {
        HttpReply reply = connection.exchange("GET", HEALTH, headers, null);
        if (reply.status() != 200 || !ALIVE.equals(new String(reply.body(), StandardCharsets.ISO_8859_1))) {
            throw new Problem.Server(
                    "the listener on " + NumericAddress.of(dialled) + " is not an aws-sso server",
                    "use another port, or end that program",
                    null,
                    null);
        }
        return reply;
    }

    private Problem foreign(InetSocketAddress dialled, @Nullable String why) {
        return notThisUsers(dialled, foreignOwner(dialled), why);
    }

    private static Problem notThisUsers(InetSocketAddress dialled, String owner, @Nullable String why) {
        return new Problem.Server(
                "the listener on " + NumericAddress.of(dialled) + owner + " is not this user's aws-sso server",
                why,
                null,
                null);
    }

    private static String owner(List<Long> uids) {
        return uids.isEmpty()
                ? ""
                : uids.stream().distinct().map(uid -> "uid " + uid).collect(Collectors.joining(", ", " (", ")"));
    }

    private List<Long> foreignListeners(InetSocketAddress dialled) throws IOException {
        return machine.system() == OperatingSystem.LINUX
                ? machine.sockets().listening(dialled).stream()
                        .filter(uid -> !isSelf(uid))
                        .toList()
                : List.of();
    }

    private boolean isSelf(long uid) {
        return machine.uid().isPresent() && machine.uid().getAsLong() == uid;
    }

    private void pause() {
        try {
            sleeper.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while verifying the server");
        }
    }
}
