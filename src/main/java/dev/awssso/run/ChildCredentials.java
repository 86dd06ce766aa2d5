package dev.awssso.run;

import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The credentials of a child for as long as it runs: an endpoint for it alone, and their renewal behind it. */
public final class ChildCredentials implements AutoCloseable {

    /**
     * What they are.
     *
     * @param source brings later ones, without asking anybody
     * @param first those to begin with
     * @param role whose they are; null where that is not known
     */
    public record Kind(CredentialSource source, RoleCredentials first, @Nullable RoleArn role) {}

    /**
     * The world around.
     *
     * @param signIn a mark that changes with the person's sign-in
     * @param notes is told when renewal begins to fail
     */
    public record World(InstantSource clock, SecureRandom random, Supplier<?> signIn, Notes notes) {}

    private static final long LOOK_SECONDS = 1;

    private final World world;
    private final Renewal renewal;
    private final PrivateEndpoint endpoint;
    private final ExecutorService fetches = Executors.newCachedThreadPool(ChildCredentials::daemon);
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(ChildCredentials::daemon);
    private @Nullable Future<?> looking;
    private Object lastSignIn;
    private boolean failing;

    private ChildCredentials(Kind kind, World world) {
        this.world = world;
        this.lastSignIn = world.signIn().get();
        this.renewal = new Renewal(
                kind.source(),
                RenewalState.of(kind.first(), world.clock().instant()),
                world.clock(),
                world.random(),
                fetches,
                this::fetched);
        this.endpoint = PrivateEndpoint.open(renewal, kind.role(), world.clock(), world.random());
    }

    /** Opens the endpoint and begins to look after the credentials. */
    public static ChildCredentials open(Kind kind, World world) {
        ChildCredentials child = new ChildCredentials(kind, world);
        child.looking = child.ticker.scheduleWithFixedDelay(child::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        return child;
    }

    /** What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} must be. */
    public URI endpoint() {
        return endpoint.uri();
    }

    /** What the endpoint asks for. */
    public Secret token() {
        return endpoint.token();
    }

    private void look() {
        if (renewal.state().waitsForSignIn()) {
            Object signIn = world.signIn().get();
            if (!signIn.equals(lastSignIn)) {
                renewal.signInChanged();
            }
            lastSignIn = signIn;
        }
        renewal.forgetExpired();
        renewal.look();
    }

    // Once when it begins: the child has the terminal, and it may go on for hours.
    private void fetched(RenewalState state) {
        Problem failure = state.failure();
        if (failure != null && !failing) {
            String why = failure.why() == null ? "" : ": " + failure.why();
            String remedy = failure.remedy() == null ? "" : "; run: " + failure.remedy();
            world.notes().note("cannot renew the credentials of the command: " + failure.what() + why + remedy);
        }
        failing = failure != null;
        // A sign-in that came while the fetch was under way is a change since it began.
        if (failure == null) {
            lastSignIn = world.signIn().get();
        }
    }

    /** The endpoint is gone, and with it all use of the token. */
    @Override
    public void close() {
        endpoint.close();
        if (looking != null) {
            looking.cancel(true);
        }
        ticker.shutdownNow();
        fetches.shutdownNow();
        renewal.end();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "renewal");
        thread.setDaemon(true);
        return thread;
    }
}
