package dev.awssso.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One short HTTP call to an address of this machine or its hypervisor: never through a proxy, no redirect followed, a
 * body of at most 64 KiB.
 */
public final class LocalHttp {

    private static final int LONGEST = 64 * 1024;

    private final Duration connectTimeout;
    private final Duration readTimeout;

    public LocalHttp(Duration connectTimeout, Duration readTimeout) {
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    /** What came back. The body may hold secrets: it is for parsing, not for messages. */
    public static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public byte[] body() {
            return body.clone();
        }
    }

    /**
     * Sends it, with an empty body.
     *
     * @throws IOException when there is no answer
     */
    public Answer call(String method, URI uri, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        headers.forEach(connection::setRequestProperty);
        if (method.equals("PUT")) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(0);
            connection.getOutputStream().close();
        }
        int status = connection.getResponseCode();
        try (InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Answer(status, body == null ? new byte[0] : body.readNBytes(LONGEST));
        } finally {
            connection.disconnect();
        }
    }
}
