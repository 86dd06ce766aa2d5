package dev.awssso.run;

import dev.awssso.credentials.CredentialSource;
import dev.awssso.credentials.Renewal;
import dev.awssso.credentials.RenewalState;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.PeriodicTask;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.roles.RoleArn;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
     * @param notes is called when renewal begins to fail
     */
    public record World(InstantSource clock, SecureRandom random, Supplier<?> signIn, Notes notes) {}

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final World world;
    private final Renewal renewal;
    private final PrivateEndpoint endpoint;
    private final ExecutorService fetches = Executors.newCachedThreadPool(this::daemon);
    private @Nullable PeriodicTask looks;

    // Used by the thread that looks and by those that fetch.
    private Object lastSignIn;
    private boolean failing;
    private boolean defective;

    private ChildCredentials(Kind kind, World world) {
        this.world = world;
        this.lastSignIn = world.signIn().get();
        this.renewal = new Renewal(
                kind.source(),
                RenewalState.of(kind.first(), world.clock().instant()),
                world.clock(),
                world.random(),
                fetches::execute,
                this::fetched);
        this.endpoint = PrivateEndpoint.open(renewal, kind.role(), world.clock(), world.random());
    }

    /** Opens the endpoint and begins to look after the credentials. */
    public static ChildCredentials open(Kind kind, World world) {
        ChildCredentials child = new ChildCredentials(kind, world);
        child.looks = PeriodicTask.start("renewal", BETWEEN_LOOKS, child::look, child::defect);
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
        if (renewal.state().waitsForSignIn() && signInHasChanged()) {
            renewal.signInChanged();
        }
        renewal.forgetExpired();
        renewal.look();
    }

    private synchronized boolean signInHasChanged() {
        Object before = lastSignIn;
        lastSignIn = world.signIn().get();
        return !lastSignIn.equals(before);
    }

    // Once when it begins: the child has the terminal, and it may continue for hours.
    private synchronized void fetched(RenewalState state) {
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

    // Renewal continues: the next look may find what this one stumbled over gone.
    private synchronized void defect(Throwable defect) {
        if (!defective) {
            defective = true;
            world.notes()
                    .note("internal error while the credentials of the command were renewed: "
                            + defect.getClass().getSimpleName() + "; renewal will be tried again");
        }
    }

    /** The endpoint is gone, and with it all use of the token. */
    @Override
    public void close() {
        endpoint.close();
        if (looks != null) {
            looks.close();
        }
        fetches.shutdownNow();
        renewal.end();
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "renewal");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, defect) -> defect(defect));
        return thread;
    }
}
