package dev.awssso.ecs.client;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** Why there is no answer, and what to do about it. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    static Problem of(IOException failure, EcsClient client) {
        String url = client.url();
        int port = client.dialled().getPort();
        if (failure instanceof SSLException) {
            return new Problem.Server(
                    "the server at " + url + client.foreignOwner()
                            + " did not show the certificate of this user's aws-sso server",
                    null,
                    "aws-sso ecs status --server http://" + url.substring("https://".length()),
                    failure);
        }
        if (failure instanceof ProtocolException protocol) {
            return new Problem.Server(
                    "the listener at " + url + client.foreignOwner() + " is not an aws-sso server",
                    protocol.getMessage(),
                    null,
                    failure);
        }
        String start = "aws-sso ecs run" + (port == ServerAddress.DEFAULT_PORT ? "" : " --port " + port);
        if (failure instanceof ConnectException) {
            return new Problem.Server("no credentials server runs at " + url, null, start, failure);
        }
        boolean silent = failure instanceof SocketTimeoutException;
        return new Problem.Server(
                "the server at " + url + client.foreignOwner() + " does not answer",
                silent ? "it took too long" : null,
                start,
                failure);
    }
}
