package dev.awssso.aws;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an address where it leads, over TLS that is verified. No body is read, and no redirect is followed. */
final class Redirects {

    private static final int LONGEST_WAIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final Connections connections;

    Redirects(Connections connections) {
        this.connections = connections;
    }

    /**
     * The address of the first redirect; empty when there is none.
     *
     * @throws Problem.Unreachable when there is no answer
     */
    Optional<URI> of(URI address) {
        try {
            Answer answer = ask(address, "HEAD");
            boolean refused = answer.status() == HttpURLConnection.HTTP_BAD_METHOD
                    || answer.status() == HttpURLConnection.HTTP_NOT_IMPLEMENTED;
            return (refused ? ask(address, "GET") : answer).target(address);
        } catch (IOException e) {
            throw new Problem.Unreachable(
                    "cannot resolve the start URL at " + address.getHost(), AwsErrors.reason(e), null, e);
        }
    }

    private record Answer(int status, @Nullable String location) {

        Optional<URI> target(URI asked) {
            if (status / 100 != 3 || location == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(asked.resolve(location));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private Answer ask(URI address, String method) throws IOException {
        HttpURLConnection connection = connections.open(address);
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout(LONGEST_WAIT_MILLIS);
            connection.setReadTimeout(LONGEST_WAIT_MILLIS);
            return new Answer(connection.getResponseCode(), connection.getHeaderField("Location"));
        } finally {
            connection.disconnect();
        }
    }
}
