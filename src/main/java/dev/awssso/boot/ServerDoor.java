package dev.awssso.boot;

import dev.awssso.ecs.BindRules;
import dev.awssso.ecs.ProfilePartitions;
import dev.awssso.ecs.RoleSources;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.SignIns;
import dev.awssso.ecs.Slots;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.http.EcsHttpServer;
import dev.awssso.ecs.http.LoadReader;
import dev.awssso.ecs.http.ServerLife;
import dev.awssso.ecs.http.SourceReader;
import dev.awssso.ecs.tls.ServerTls;
import dev.awssso.ecs.tls.TlsIdentity;
import dev.awssso.platform.ClockWatch;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ProcessSignals;
import dev.awssso.platform.Systemd;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The server's door: decides by plain code whether a server may start, and only then boots the framework. */
final class ServerDoor {

    /**
     * What a server is made of.
     *
     * @param clock the time, set right by that of AWS
     * @param watch notices when the machine slept or its clock was set
     * @param tls the server's certificate and key, null for plain HTTP
     * @param tokens where tokens rest
     * @param signIns the sign-ins of this user
     * @param sources opens what loads name
     * @param partitions the partitions of configured profiles
     */
    record Parts(
            Environment environment,
            CorrectedClock clock,
            ClockWatch watch,
            RandomGenerator random,
            @Nullable TlsIdentity tls,
            TokenStore tokens,
            SignIns signIns,
            RoleSources sources,
            ProfilePartitions partitions,
            Notes notes) {}

    // Set where nothing but a token tells callers apart, whatever address the server is told to listen on.
    private static final String REQUIRE_TOKEN = "AWS_SSO_ECS_REQUIRE_TOKEN";

    // The framework makes its objects itself and finds the server that it is booted for here.
    private static final AtomicReference<@Nullable ServerDoor> PRESENT = new AtomicReference<>();

    private static final int FETCHES = 16;

    private final ServerSettings settings;
    private final Parts parts;
    private final Tokens tokens;
    private final Slots slots;
    private final OptionalLong uid = UserId.effective();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private ServerDoor(ServerSettings settings, Parts parts) {
        this.settings = settings;
        this.parts = parts;
        this.tokens = Tokens.load(parts.tokens(), parts.environment(), settings.readTokens());
        this.slots =
                new Slots(new Slots.World(parts.clock(), parts.watch(), fetches(), parts.random()), parts.sources());
    }

    // More would not be faster: all of them share one limit of calls.
    private static Executor fetches() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(FETCHES, FETCHES, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "fetch");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs a server until a signal ends it; returns the code to exit with. */
    @SuppressWarnings("try") // signals are received, the registration is not used
    static int serve(ServerSettings settings, Parts parts) {
        ServerDoor door = new ServerDoor(settings, parts);
        door.mayStart();
        PRESENT.set(door);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicInteger code = new AtomicInteger(1);
        // From here on a signal ends the server, also while the framework boots: its shutdown would wait for a server
        // that knows of nothing.
        try (ProcessSignals registration = ServerLife.endingSignals(door.end)) {
            Quarkus.run(Server.class, (exit, cause) -> {
                code.set(exit);
                failure.set(cause);
            });
        }
        Throwable cause = failure.get();
        if (cause instanceof Problem problem) {
            throw problem;
        }
        if (cause != null) {
            throw new IllegalStateException("the server did not start", cause);
        }
        return code.get();
    }

    static ServerDoor present() {
        return Objects.requireNonNull(PRESENT.get(), "no server is starting");
    }

    /** Listens and serves, once the framework is up. */
    int run(Vertx vertx, OutputStream auditOut) {
        ServerTls tls = parts.tls() == null ? null : new ServerTls(parts.tls());
        endWithTheFramework();
        EcsHttpServer.World world = new EcsHttpServer.World(
                vertx, parts.clock(), parts.random(), uid, tls, auditOut, VertxHttpRecorder.getRootHandler());
        return new ServerLife(
                        new EcsHttpServer(settings, tokens, world),
                        settings,
                        tokens,
                        slots,
                        new ServerLife.World(uid, new Systemd(parts.environment()), parts.notes(), end))
                .run();
    }

    // In the native program the framework takes the signals over while it boots; one of then reaches us through it.
    private void endWithTheFramework() {
        Thread watch = new Thread(
                () -> {
                    Quarkus.waitForExit();
                    end.complete(ServerLife.TERMINATE);
                },
                "framework-end");
        watch.setDaemon(true);
        watch.start();
    }

    Slots slots() {
        return slots;
    }

    InstantSource clock() {
        return parts.clock();
    }

    ServerSettings settings() {
        return settings;
    }

    LoadReader loads() {
        return new LoadReader(
                parts.clock(), parts.partitions(), new SourceReader(parts.signIns(), settings.refreshes()));
    }

    private void mayStart() {
        boolean token = tokens.book().demandsToken();
        BindRules.check(settings, token, parts.tls() != null);
        if (!token && !tokens.book().readers().isEmpty()) {
            throw new Problem.Usage(
                    "a read token is of no use without an admin token", null, "aws-sso ecs bearer-token --generate");
        }
        if (!token && parts.environment().get(REQUIRE_TOKEN).isPresent()) {
            throw new Problem.Usage(
                    "cannot serve without a bearer token",
                    REQUIRE_TOKEN + " is set, as it is in the container image",
                    "name a token's file in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        }
        if (!token && uid.isPresent() && uid.equals(UserId.overflow())) {
            throw new Problem.Usage(
                    "cannot serve without a bearer token",
                    "this user has no number of its own here",
                    "aws-sso ecs bearer-token --generate");
        }
    }
}
