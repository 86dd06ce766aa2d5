package dev.awssso.ecs.client;

import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
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
                    "if it uses plain HTTP, name it as http://" + url.substring("https://".length()),
                    null,
                    failure);
        }
        if (failure instanceof ProtocolException protocol) {
            return new Problem.Server(
                    "the listener at " + url + client.foreignOwner() + " is not an aws-sso server",
                    protocol.getMessage(),
                    null,
                    failure);
        }
        ShellCommand run = ShellCommand.of("aws-sso", "ecs", "run");
        ShellCommand start = port == ServerAddress.DEFAULT_PORT ? run : run.with("--port", Integer.toString(port));
        if (failure instanceof ConnectException) {
            return new Problem.Server("no credentials server runs at " + url, null, start, failure);
        }
        boolean silent = failure instanceof SocketTimeoutException;
        return new Problem.Server(
                "the server at " + url + client.foreignOwner() + " does not answer",
                silent ? "it took too long" : null,
                null,
                failure);
    }
}
