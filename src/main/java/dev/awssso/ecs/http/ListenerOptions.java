package dev.awssso.ecs.http;

import dev.awssso.ecs.tls.ServerTls;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The limits of the framework's listener, and its certificate. */
@Singleton
public class ListenerOptions implements HttpServerOptionsCustomizer {

    /**
     * What connections are made secure with.
     *
     * @param tls null for plain HTTP
     */
    public record Security(@Nullable ServerTls tls) {}

    private static final int LONGEST_LINE = 4096;
    private static final int LARGEST_HEADERS = 8192;
    private static final int BACKLOG = 1024;
    private static final int HANDSHAKE_SECONDS = 10;

    private final Security security;

    ListenerOptions(Security security) {
        this.security = security;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setAcceptBacklog(BACKLOG)
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setReusePort(false)
                .setTcpNoDelay(true)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
        ServerTls tls = security.tls();
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(KeyCertOptions.wrap(tls.keyManager()))
                    .setEnabledSecureTransportProtocols(new LinkedHashSet<>(ServerTls.protocols()))
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
            tls.cipherSuites().forEach(options::addEnabledCipherSuite);
        }
    }
}
