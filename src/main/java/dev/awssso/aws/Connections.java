package dev.awssso.aws;

import dev.awssso.platform.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Connections to services: through the proxy where there is one, with the certificates that the person trusts, never
 * following a redirect. The SDK's own settings are not used for this: they know no proxy that asks for a password, and
 * look into the environment of the process.
 */
final class Connections {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final int HTTP_PORT = 80;

    private final Environment environment;
    private final ConnectionSettings settings;

    Connections(Environment environment, ConnectionSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /** The connections of one client to its endpoint. */
    SdkHttpClient to(URI endpoint) {
        Optional<URI> proxy = new Proxies(environment).proxyFor(endpoint);
        Proxy way = proxy.map(Connections::proxy).orElse(Proxy.NO_PROXY);
        Authenticator password =
                proxy.map(URI::getUserInfo).map(Connections::password).orElse(null);
        SSLSocketFactory sockets = "https".equals(endpoint.getScheme()) ? sockets() : null;
        return UrlConnectionHttpClient.create(address -> open(address, way, password, sockets));
    }

    /** A connection of our own to an address. */
    HttpURLConnection open(URI address) {
        Optional<URI> proxy = new Proxies(environment).proxyFor(address);
        return open(
                address,
                proxy.map(Connections::proxy).orElse(Proxy.NO_PROXY),
                proxy.map(URI::getUserInfo).map(Connections::password).orElse(null),
                "https".equals(address.getScheme()) ? sockets() : null);
    }

    private static HttpURLConnection open(
            URI address, Proxy way, @Nullable Authenticator password, @Nullable SSLSocketFactory sockets) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(way);
            if (connection instanceof HttpsURLConnection https && sockets != null) {
                https.setSSLSocketFactory(sockets);
            }
            if (password != null) {
                connection.setAuthenticator(password);
            }
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) READ.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Proxy proxy(URI address) {
        int port = address.getPort() < 0 ? HTTP_PORT : address.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
    }

    private static Authenticator password(String userInfo) {
        // JDK networking properties: Basic is off by default towards a proxy that tunnels. A password in HTTPS_PROXY
        // can go nowhere else than to that proxy.
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        char[] password =
                colon < 0 ? new char[0] : userInfo.substring(colon + 1).toCharArray();
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                // Never to a service that asks for a password itself.
                return getRequestorType() == RequestorType.PROXY ? new PasswordAuthentication(user, password) : null;
            }
        };
    }

    // Null stands for the runtime's own certificates.
    private @Nullable SSLSocketFactory sockets() {
        Optional<String> file = environment.get("AWS_CA_BUNDLE").or(() -> settings.value("ca_bundle"));
        if (file.isEmpty()) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, CaBundle.read(Path.of(file.get())).trustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }
}
