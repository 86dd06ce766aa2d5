package dev.awssso.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The time at another machine, by the {@code Date} of its answer (RFC 9110 6.6.1). */
public final class RemoteDate {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RemoteDate() {}

    /** What it says now, in whole seconds; empty where it cannot be reached within two seconds or says nothing. */
    public static Optional<Instant> of(URI service) {
        try {
            HttpURLConnection connection = (HttpURLConnection) service.toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod("HEAD");
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try {
                connection.getResponseCode();
                long date = connection.getDate();
                return date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
