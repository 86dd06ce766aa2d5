package dev.awssso.ecs.http;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.Slots;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.ProcessSignals;
import dev.awssso.platform.Systemd;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A server from its first accept to its last answer. */
public final class ServerLife {

    private static final Logger LOG = Logger.getLogger(ServerLife.class);
    private static final long SLOT_MILLIS = 250;
    private static final long TOKEN_MILLIS = 1000;
    private static final String INTERRUPT = "INT";

    /** The signal with which a service is asked to end, as it would name itself. */
    public static final String TERMINATE = "TERM";

    private final EcsHttpServer server;
    private final ServerSettings settings;
    private final Tokens tokens;
    private final Slots slots;
    private final World world;

    /**
     * Who else is concerned.
     *
     * @param uid whose processes count as the user's own, empty where the system does not tell
     * @param manager wants to know when the server is ready
     * @param notes takes the lines for the person who started it
     * @param end completed with the name of the signal that ends the server
     */
    public record World(OptionalLong uid, Systemd manager, Notes notes, CompletableFuture<String> end) {}

    /** A server that has not begun. */
    public ServerLife(EcsHttpServer server, ServerSettings settings, Tokens tokens, Slots slots, World world) {
        this.server = server;
        this.settings = settings;
        this.tokens = tokens;
        this.slots = slots;
        this.world = world;
    }

    /** Has the signals that end a server complete this with their name, until the registration is closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // whether it was the first signal does not matter
    public static ProcessSignals endingSignals(CompletableFuture<String> end) {
        return ProcessSignals.receive(List.of(TERMINATE, INTERRUPT), end::complete);
    }

    /**
     * Listens, serves until a signal, and lets requests in progress end.
     *
     * @return the code to exit with
     * @throws Problem when it cannot listen, or cannot tell its user's processes from others
     */
    @SuppressWarnings({"try", "FutureReturnValueIgnored"}) // signals are received, the registration is not used
    public int run() {
        ScheduledExecutorService timer = timer();
        try (ProcessSignals registration = endingSignals(world.end())) {
            InetSocketAddress end = listen();
            settings.starts().forEach(slots::start);
            timer.scheduleAtFixedRate(this::tick, SLOT_MILLIS, SLOT_MILLIS, TimeUnit.MILLISECONDS);
            timer.scheduleAtFixedRate(this::lookForTokens, TOKEN_MILLIS, TOKEN_MILLIS, TimeUnit.MILLISECONDS);
            announce(end);
            String name = world.end().join();
            world.manager().stopping();
            return name.equals(INTERRUPT) ? ExitCode.INTERRUPTED.code() : ExitCode.DONE.code();
        } finally {
            server.close();
            timer.shutdownNow();
            slots.end();
        }
    }

    private InetSocketAddress listen() {
        InetSocketAddress end;
        try {
            end = server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ListenProblems.of(new InetSocketAddress(settings.address(), settings.port()), e);
        }
        if (!tokens.book().demandsToken() && !server.knowsItself(end)) {
            throw new Problem.Usage(
                    "cannot serve without a bearer token",
                    "this system does not show who owns a connection",
                    "aws-sso ecs bearer-token --generate");
        }
        return end;
    }

    private void announce(InetSocketAddress end) {
        if (Surroundings.hasForeignNeighbour(end, world.uid())) {
            world.notes()
                    .note("another user's process listens on [::1]:" + end.getPort()
                            + ": the name localhost may lead there, 127.0.0.1 does not");
        }
        if (tokens.variableDiffers()) {
            world.notes().note("the stored bearer token is in force, not the one in the environment");
        }
        boolean token = tokens.book().demandsToken();
        if (!token && OperatingSystem.current() != OperatingSystem.LINUX) {
            world.notes()
                    .note("any user of this machine can read the credentials; "
                            + "to demand a token: aws-sso ecs bearer-token --generate");
        }
        String who = token ? "a bearer token is required" : "no bearer token: open to every process of this user";
        String url = (server.secure() ? "https://" : "http://") + NumericAddress.of(end) + "/";
        String tls = server.secure() ? "TLS: plain HTTP is not answered" : "no TLS";
        world.notes().note("credentials server on " + url + " (" + who + "; " + tls + ")");
        world.manager().ready();
    }

    // A timer forgets a task that has failed once: a defect must not end all renewal without a word.
    private void tick() {
        try {
            slots.tick();
        } catch (RuntimeException defect) {
            LOG.error("the slots could not be looked at", defect);
        }
    }

    private void lookForTokens() {
        try {
            boolean demanded = tokens.book().demandsToken();
            if (tokens.look() && tokens.book().demandsToken() != demanded) {
                world.notes().note("a bearer token was stored: it is required from now on");
            }
        } catch (Problem problem) {
            LOG.warn("the tokens cannot be read again, those in force stay: " + problem.what());
        }
    }

    private static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "slots");
            thread.setDaemon(true);
            return thread;
        });
    }
}
