package dev.awssso.boot;

import dev.awssso.ecs.Notices;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.Slots;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.http.ListenerOptions;
import dev.awssso.ecs.http.LoadRules;
import dev.awssso.ecs.http.Peers;
import dev.awssso.ecs.http.SourceRules;
import dev.awssso.ecs.tls.PemFiles;
import dev.awssso.ecs.tls.ServerTls;
import dev.awssso.ecs.tls.TlsIdentity;
import dev.awssso.ecs.tls.TlsStore;
import dev.awssso.platform.ClockWatch;
import dev.awssso.platform.CorrectedClock;
import dev.awssso.platform.Systemd;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Notes;
import dev.awssso.profiles.ConfigFileInstances;
import dev.awssso.profiles.Profiles;
import dev.awssso.signin.KnownSignIns;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes what the server is built of, from its settings and this process. */
final class ServerBeans {

    private static final int FETCHES = 64;

    @Produces
    @Singleton
    ServerSettings settings(@CommandLineArguments String[] arguments) {
        return ServerArguments.read(arguments[0]);
    }

    @Produces
    @Singleton
    Wiring wiring() {
        return Wiring.ofProcess();
    }

    @Produces
    @Singleton
    Notes notes(Wiring wiring) {
        return wiring.terminal()::note;
    }

    @Produces
    @Singleton
    CorrectedClock clock(Wiring wiring) {
        return new CorrectedClock(wiring.clock(), wiring.terminal()::note);
    }

    @Produces
    @Singleton
    Systemd manager(Wiring wiring) {
        return new Systemd(wiring.environment());
    }

    @Produces
    @Singleton
    Tokens tokens(ServerSettings settings, Wiring wiring) {
        return Tokens.load(
                new TokenStore(wiring.secrets(), wiring.clock()), wiring.environment(), settings.readTokens());
    }

    @Produces
    @Singleton
    Peers peers() {
        return new Peers(UserId.effective());
    }

    void close(@Disposes Peers peers) {
        peers.close();
    }

    @Produces
    @Singleton
    ListenerOptions.Security security(ServerSettings settings, Wiring wiring) {
        ServerSettings.Certificate certificate = settings.certificate();
        if (certificate == null) {
            return new ListenerOptions.Security(null);
        }
        TlsIdentity identity = certificate.privateKey() != null && certificate.chain() != null
                ? PemFiles.read(certificate.privateKey(), certificate.chain())
                : new TlsStore(wiring.secrets()).read().orElseThrow();
        return new ListenerOptions.Security(new ServerTls(identity));
    }

    @Produces
    @Singleton
    ServerSignIns signIns(Wiring wiring, CorrectedClock clock) {
        return new ServerSignIns(
                new KnownSignIns(
                        wiring.environment(),
                        wiring.sleeper(),
                        wiring.terminal()::note,
                        new ConfigFileInstances(wiring.environment(), () -> Profiles.load(wiring.environment()))),
                IdentityCenterWiring.ofServer(wiring, clock));
    }

    @Produces
    @Singleton
    Slots slots(Wiring wiring, CorrectedClock clock, ServerSignIns signIns, Notices notices) {
        ClockWatch watch = new ClockWatch(wiring.clock(), System::nanoTime);
        return new Slots(
                new Slots.World(clock, watch, fetches(), wiring.random()), signIns, wiring.terminal()::note, notices);
    }

    @Produces
    @Singleton
    NoticeThread noticeThread() {
        return new NoticeThread();
    }

    void end(@Disposes NoticeThread thread) {
        thread.close();
    }

    @Produces
    @Singleton
    Notices notices(ServerSettings settings, Wiring wiring, NoticeThread thread) {
        String command = settings.notifyCommand();
        return command == null
                ? Notices.none()
                : new Notices(
                        new NoticeCommand(command, wiring.environment(), wiring.terminal()::note), thread::execute);
    }

    /** Nothing is held any longer when the server has ended. */
    void wipe(@Disposes Slots slots) {
        slots.end();
    }

    @Produces
    @Singleton
    LoadRules loads(ServerSettings settings, Wiring wiring, CorrectedClock clock, ServerSignIns signIns) {
        return new LoadRules(clock, wiring::partition, new SourceRules(signIns, settings.refreshes()));
    }

    // Not for speed, since all of them share one limit of calls: a fetch that hangs keeps its thread until it is given
    // up.
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
}
