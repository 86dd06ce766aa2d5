package dev.awssso.ecs.client;

import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.ecs.wire.LoadDocument;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our commands' view of a credentials server. Every call goes over a connection on which the server has proven itself;
 * when that one is gone, the next one must prove itself again.
 */
public final class EcsClient implements AutoCloseable {

    private final ServerAddress address;
    private final InetSocketAddress dialled;
    private final @Nullable CertificatePin pin;
    private final ServerProof proof;
    private final HttpConnection.Limits limits;
    private @Nullable HttpConnection connection;
    private @Nullable Standing standing;

    /**
     * A client that connects when it is first used.
     *
     * @param pin the stored certificate of the server, null when there is none
     */
    public EcsClient(ServerAddress address, @Nullable CertificatePin pin, ServerProof proof) {
        this(address, pin, proof, HttpConnection.Limits.DEFAULT);
    }

    /** A client that gives up when the connection, or an answer, takes longer than this. */
    public static EcsClient impatient(
            ServerAddress address, @Nullable CertificatePin pin, ServerProof proof, Duration atMost) {
        return new EcsClient(address, pin, proof, new HttpConnection.Limits(atMost, atMost));
    }

    private EcsClient(
            ServerAddress address, @Nullable CertificatePin pin, ServerProof proof, HttpConnection.Limits limits) {
        this.limits = limits;
        this.address = address;
        this.dialled = address.dialled();
        this.proof = proof;
        this.pin = address.scheme() == ServerAddress.Scheme.HTTP ? null : pin;
        if (address.scheme() == ServerAddress.Scheme.HTTPS && pin == null) {
            throw new Problem.Server(
                    "the server at " + url() + " cannot be verified",
                    "its certificate is not in the secret store; store it with: aws-sso ecs ssl --private-key FILE"
                            + " --cert-chain FILE",
                    null,
                    null);
        }
    }

    /** The server's address as a URL, always with a literal address where one was dialled for a name of this host. */
    public String url() {
        return (pin != null ? "https://" : "http://") + authority() + "/";
    }

    /** What was dialled. */
    public InetSocketAddress dialled() {
        return dialled;
    }

    /** Connects, if that has not been done, and shows how the server has proven itself. */
    public Standing prove() {
        try {
            return ready().standing();
        } catch (IOException e) {
            throw ConnectionFailure.of(e, this);
        }
    }

    /** The named slots in the server's order. */
    public List<SlotEntry> slots() {
        HttpReply reply = call("GET", "/slot", null, "cannot list the slots");
        try {
            return SlotEntry.parseList(JsonText.parse(reply.body()) instanceof List<?> items ? items : badList());
        } catch (JsonException | IllegalArgumentException e) {
            throw strange(e);
        }
    }

    /** Who is in the default slot; a {@link Problem.NotFound} when nobody is. */
    public SlotEntry defaultSlot() {
        HttpReply reply = call("GET", "/profile", null, "cannot read the default slot");
        try {
            return SlotEntry.parse(JsonObject.parse(reply.body()));
        } catch (JsonException | IllegalArgumentException e) {
            throw strange(e);
        }
    }

    /**
     * What a server answered to an SDK.
     *
     * @param status 200 where it gave credentials
     * @param message its words where it gave none; empty where it said nothing that can be read
     */
    public record Reading(int status, String message) {}

    /**
     * Reads credentials as an SDK does, over a connection on which the server has proven itself, and drops them.
     *
     * @param target path of the endpoint's address
     * @param authorization the header that the SDK sends, null for none; without control characters
     */
    public Reading readAsSdk(String target, @Nullable Secret authorization) {
        Map<String, String> headers =
                authorization == null ? Map.of() : Map.of("Authorization", authorization.reveal());
        try {
            HttpReply reply = ready().connection().exchange("GET", target, headers, null);
            String message = reply.status() == 200
                    ? ""
                    : JsonObject.parse(reply.body()).string("message").orElse("");
            return new Reading(reply.status(), message);
        } catch (IOException e) {
            throw ConnectionFailure.of(e, this);
        } catch (JsonException e) {
            throw strange(e);
        }
    }

    /**
     * Puts credentials into a slot.
     *
     * @param slot null for the default slot
     */
    public void load(@Nullable SlotName slot, LoadDocument document) {
        if (pin == null && !ownAddress()) {
            throw new Problem.Server(
                    "cannot load credentials into " + url(),
                    "the server is on another machine, and the connection is not encrypted; use HTTPS",
                    null,
                    null);
        }
        call("PUT", path(slot), document.toBytes(), "cannot load");
    }

    /**
     * Empties a slot; a {@link Problem.NotFound} when a named one does not exist.
     *
     * @param slot null for the default slot
     */
    public void unload(@Nullable SlotName slot) {
        call("DELETE", path(slot), null, "cannot unload");
    }

    /** Removes every named slot. */
    public void unloadAll() {
        call("DELETE", "/slot", null, "cannot unload");
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** The path under which a server answers for a slot; null is the default slot. */
    public static String path(@Nullable SlotName slot) {
        return slot == null ? "/" : "/slot/" + slot.escaped();
    }

    private HttpReply call(String method, String target, byte @Nullable [] body, String doing) {
        HttpReply reply;
        try {
            reply = exchange(method, target, body);
        } catch (IOException e) {
            close();
            throw ConnectionFailure.of(e, this);
        }
        if (reply.status() != 200) {
            throw Refusal.of(reply, doing);
        }
        return reply;
    }

    private HttpReply exchange(String method, String target, byte @Nullable [] body) throws IOException {
        try {
            return ready().connection().exchange(method, target, proof.authorization(), body);
        } catch (SocketException | ProtocolException e) {
            if (connection == null) {
                throw e;
            }
            // The server ended a connection on which it had proven itself: the next one must be proven again. A read
            // and
            // a
            // load can be repeated. A removal cannot: the first may have been done, and the answer would be "not
            // found".
            close();
            if (method.equals("DELETE")) {
                throw replyLost(e);
            }
            return ready().connection().exchange(method, target, proof.authorization(), body);
        }
    }

    private record Ready(HttpConnection connection, Standing standing) {}

    private Ready ready() throws IOException {
        HttpConnection open = connection;
        if (open != null && standing != null && open.reusable()) {
            return new Ready(open, standing);
        }
        close();
        if (pin == null) {
            proof.beforeConnecting(dialled);
        }
        HttpConnection fresh = HttpConnection.open(dialled, authority(), pin, limits);
        boolean proven = false;
        try {
            Standing shown = proof.demand(fresh, dialled, pin != null);
            proven = true;
            connection = fresh;
            standing = shown;
            return new Ready(fresh, shown);
        } finally {
            if (!proven) {
                fresh.close();
            }
        }
    }

    // A name of another host goes into Host as it is, since the server was told to answer for it. So does a name over
    // HTTPS, since its certificate is for that name, whatever address it leads to.
    private String authority() {
        boolean loopback = dialled.getAddress().isLoopbackAddress();
        boolean literal = (loopback && (pin == null || address.host().equalsIgnoreCase("localhost")))
                || address.host().indexOf(':') >= 0
                || address.host().equals(dialled.getAddress().getHostAddress());
        return literal ? NumericAddress.of(dialled) : address.host() + ":" + address.port();
    }

    private boolean ownAddress() {
        try {
            return dialled.getAddress().isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(dialled.getAddress()) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<?> badList() {
        throw new JsonException("not a list");
    }

    /** Whose the listener is, as {@link ServerProof#foreignOwner} tells it. */
    String foreignOwner() {
        return proof.foreignOwner(dialled);
    }

    private Problem replyLost(IOException cause) {
        return new Problem.Server(
                "the server at " + url() + " closed the connection before it answered",
                "it is not known whether something was removed; to check, run: aws-sso ecs list",
                null,
                cause);
    }

    private Problem strange(RuntimeException cause) {
        return new Problem.Server("the server at " + url() + " sent an invalid answer", null, null, cause);
    }
}
