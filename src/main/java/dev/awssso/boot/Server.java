package dev.awssso.boot;

import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.http.ServerLifecycle;
import dev.awssso.platform.Systemd;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.net.InetSocketAddress;

/** What the framework runs when its listener is up: the server, until a signal ends it. */
public final class Server implements QuarkusApplication {

    private final ServerLifecycle lifecycle;
    private final HttpServer listener;
    private final ServerSettings settings;
    private final Systemd manager;

    Server(ServerLifecycle lifecycle, HttpServer listener, ServerSettings settings, Systemd manager) {
        this.lifecycle = lifecycle;
        this.listener = listener;
        this.settings = settings;
        this.manager = manager;
    }

    @Override
    public int run(String... arguments) {
        lifecycle.start(new InetSocketAddress(settings.address(), listener.getPort()));
        manager.ready();
        Quarkus.waitForExit();
        manager.stopping();
        lifecycle.finishRequests();
        return 0;
    }
}
