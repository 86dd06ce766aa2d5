package dev.awssso.boot;

import dev.awssso.ecs.BindRules;
import dev.awssso.ecs.RunFile;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.http.ListenProblems;
import dev.awssso.platform.Environment;
import dev.awssso.platform.FileLock;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.PeerLookups;
import dev.awssso.platform.ProcessSignals;
import dev.awssso.platform.Sleeper;
import dev.awssso.platform.UserId;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides by plain code whether a server may start, and only then boots the framework. */
final class ServerLauncher {

    // Set where nothing but a token tells callers apart, whatever address the server is told to listen on.
    private static final String REQUIRE_TOKEN = "AWS_SSO_ECS_REQUIRE_TOKEN";
    private static final String INTERRUPT = "INT";
    private static final String TERMINATE = "TERM";
    private static final long BETWEEN_REQUESTS_MILLIS = 50;
    private static final long LONGEST_LOOK_SECONDS = 3;

    private final ServerSettings settings;
    private final Environment environment;
    private final Sleeper sleeper;

    ServerLauncher(ServerSettings settings, Environment environment, Sleeper sleeper) {
        this.settings = settings;
        this.environment = environment;
        this.sleeper = sleeper;
    }

    /** Runs a server until a signal ends it; returns the code to exit with. */
    int serve(TokenStore store) {
        Optional<FileLock> runFile = RunFile.lock(environment, settings.port(), sleeper);
        try {
            return serveLocked(store);
        } finally {
            runFile.ifPresent(FileLock::close);
        }
    }

    @SuppressWarnings("try") // signals are received, the registration is not used
    private int serveLocked(TokenStore store) {
        mayStart(Tokens.load(store, environment, settings.readTokens()));
        mayListen();
        System.setProperty("quarkus.http.host", settings.address().getHostAddress());
        // Its answer would come before any check of ours; the filters judge the target.
        System.setProperty("vertx.disableURIValidation", "true");
        System.setProperty("quarkus.http.port", Integer.toString(settings.port()));
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicInteger code = new AtomicInteger(1);
        CountDownLatch ended = new CountDownLatch(1);
        // From here on a signal ends the server, also while the framework boots.
        try (ProcessSignals registration =
                ProcessSignals.receive(List.of(TERMINATE, INTERRUPT), signal -> end(signal, ended))) {
            Quarkus.run(
                    Server.class,
                    (exit, cause) -> {
                        code.set(exit);
                        failure.set(cause);
                    },
                    ServerArguments.write(settings));
        } finally {
            ended.countDown();
        }
        return result(code.get(), failure.get());
    }

    // Asked again until it has ended: the framework forgets what it is asked before it has begun to start.
    private static void end(String signal, CountDownLatch ended) {
        int code = (signal.equals(INTERRUPT) ? ExitCode.INTERRUPTED : ExitCode.DONE).code();
        try {
            do {
                Quarkus.asyncExit(code);
            } while (!ended.await(BETWEEN_REQUESTS_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int result(int code, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                throw problem;
            }
            if (cause instanceof BindException || cause instanceof java.net.SocketException) {
                throw ListenProblems.of(new InetSocketAddress(settings.address(), settings.port()), cause);
            }
        }
        if (failure != null) {
            throw new IllegalStateException("the server did not start", failure);
        }
        return code;
    }

    private void mayStart(Tokens tokens) {
        boolean token = tokens.book().demandsToken();
        BindRules.check(settings, token, settings.certificate() != null);
        if (token) {
            return;
        }
        if (!tokens.book().readers().isEmpty()) {
            throw new Problem.Usage(
                    "a read token requires an admin token",
                    null,
                    ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate"));
        }
        if (environment.get(REQUIRE_TOKEN).isPresent()) {
            throw new Problem.Usage(
                    "cannot start the server without a bearer token",
                    REQUIRE_TOKEN
                            + " is set, as it is in the container image; set AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE to the file of a token",
                    null);
        }
        if (OperatingSystem.current() == OperatingSystem.LINUX) {
            OptionalLong uid = UserId.effective();
            if (uid.isEmpty()) {
                throw withoutToken("/proc is not available, so this user's processes cannot be identified");
            }
            if (uid.getAsLong() == UserId.overflow()) {
                throw withoutToken("this user has no uid of its own here");
            }
            if (!knowsItself(uid.getAsLong())) {
                throw withoutToken("this system does not report the owner of a connection");
            }
        }
    }

    // Tried before the framework boots, which takes longer and says less.
    private void mayListen() {
        InetSocketAddress end = new InetSocketAddress(settings.address(), settings.port());
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(end, 1);
        } catch (IOException e) {
            throw ListenProblems.of(end, e);
        }
    }

    private static Problem withoutToken(String why) {
        return new Problem.Usage(
                "cannot start the server without a bearer token",
                why,
                ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate"));
    }

    // A connection of this very process, to the address that it is going to listen on, must be shown as this user's.
    private boolean knowsItself(long uid) {
        try (ServerSocket listener = new ServerSocket(0, 1, settings.address());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            return new PeerLookups(Runnable::run)
                    .find((InetSocketAddress) client.getLocalSocketAddress(), (InetSocketAddress)
                            accepted.getLocalSocketAddress())
                    .get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS)
                    .filter(owner -> owner.uid() == uid)
                    .isPresent();
        } catch (BindException e) {
            // Not an address of this machine, which is said when the server tries to listen there.
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
