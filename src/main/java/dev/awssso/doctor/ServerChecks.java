package dev.awssso.doctor;

import dev.awssso.ecs.client.EcsClient;
import dev.awssso.ecs.client.Neighbour;
import dev.awssso.ecs.client.ServerAddress;
import dev.awssso.ecs.client.ServerStart;
import dev.awssso.ecs.client.Standing;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.secrets.Secret;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials server that SDKs are told to ask: whether one is there, whether it is this user's, and what it answers.
 * Nothing but the proof goes to a listener that has not proven itself.
 */
final class ServerChecks {

    static final String SERVER = "server";
    static final String NEIGHBOUR = "neighbour";
    static final String CREDENTIALS = "slot";
    static final String TLS = "tls";

    private static final int FORBIDDEN = 403;

    /** Opens a client of the server at an address, with this user's token and certificate. */
    interface Opener {

        EcsClient open(ServerAddress address);
    }

    private final Variables variables;
    private final Opener opener;
    private final ServerStart start;
    private final @Nullable SdkClient only;

    /**
     * For the server that is found by an address.
     *
     * @param start waits for a server that is starting
     * @param only the SDK that is asked about, null for all
     */
    ServerChecks(Variables variables, Opener opener, ServerStart start, @Nullable SdkClient only) {
        this.variables = variables;
        this.opener = opener;
        this.start = start;
        this.only = only;
    }

    List<Finding> examine(ServerAddress address) {
        List<Finding> findings = new ArrayList<>();
        try (EcsClient client = opener.open(address)) {
            Optional<String> neighbour = Neighbour.foreign(client.dialled());
            findings.add(neighbour
                    .map(text -> Finding.warning(NEIGHBOUR, text, null))
                    .orElseGet(() -> Finding.ok(
                            NEIGHBOUR, "no other user listens on the same port of the other loopback address")));
            findings.add(tls(client));
            Standing standing = start.prove(client, null);
            findings.add(Finding.ok(
                    SERVER,
                    "the server at " + client.url()
                            + (standing == Standing.UNPROVEN
                                    ? " answers; whose it is cannot be checked without a token"
                                    : " is yours")));
            findings.add(reading(client));
        } catch (Problem.Server absent) {
            findings.add(absent(address, absent));
        }
        return findings;
    }

    private Finding absent(ServerAddress address, Problem.Server problem) {
        boolean nobody = problem.getCause() instanceof ConnectException;
        if (!nobody) {
            return Finding.stops(SERVER, reason(problem), null);
        }
        if (!variables.has(Variables.FULL_URI)) {
            return Finding.ok(SERVER, problem.what() + ", and no SDK is told to ask one");
        }
        String port = address.port() == ServerAddress.DEFAULT_PORT ? "" : " --port " + address.port();
        String tls = address.scheme() == ServerAddress.Scheme.HTTPS ? " --ssl" : "";
        return Finding.stops(
                SERVER, problem.what() + ", where SDKs are told to ask", "aws-sso ecs run" + port + tls + " &");
    }

    static String reason(Problem problem) {
        return problem.why() == null ? problem.what() : problem.what() + ": " + problem.why();
    }

    // 410, 404 and 503 say in the server's words what is missing.
    private Finding reading(EcsClient client) {
        String target = target();
        if (target == null) {
            return Finding.ok(CREDENTIALS, "not checked: no SDK is told to ask the server");
        }
        EcsClient.Reading reading;
        try {
            reading = client.readAsSdk(target, token());
        } catch (Problem.LocalFile | Problem.Usage e) {
            return Finding.stops(CREDENTIALS, "not checked: the token cannot be used", null);
        }
        String slot = slot(target);
        if (reading.status() == 200) {
            return Finding.ok(CREDENTIALS, "the server gives credentials to SDKs of this shell");
        }
        String option = slot.isEmpty() ? "" : " --slot " + ShellCommand.quote(slot);
        if (reading.status() == FORBIDDEN) {
            return Finding.stops(
                    CREDENTIALS,
                    "the server refuses the token of this shell",
                    "eval \"$(aws-sso ecs env" + option + ")\"");
        }
        String message = ForeignText.clean(reading.message());
        return Finding.stops(
                CREDENTIALS,
                "the server answers " + reading.status() + ": " + message,
                command(message, "aws-sso ecs load" + option));
    }

    private static @Nullable String command(String message, String load) {
        int run = message.lastIndexOf("Run: aws-sso ");
        if (run < 0) {
            return null;
        }
        return message.contains("Sign-in is needed") ? message.substring(run + "Run: ".length()) : load;
    }

    private @Nullable String target() {
        String text = variables.value(Variables.FULL_URI).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            String path = URI.create(text).getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String slot(String target) {
        String prefix = "/slot/";
        return target.startsWith(prefix)
                ? URLDecoder.decode(target.substring(prefix.length()).replace("+", "%2B"), StandardCharsets.UTF_8)
                : "";
    }

    // As most SDKs: the file comes first.
    private @Nullable Secret token() {
        String file = variables.value(Variables.TOKEN_FILE).orElse(null);
        String text = file == null
                ? variables.value(Variables.TOKEN).orElse(null)
                : new String(PrivateFiles.read(Path.of(file)).orElse(new byte[0]), StandardCharsets.UTF_8);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new Problem.Usage("the token has characters that no header may have", null, null);
        }
        return Secret.of(text);
    }

    // A self-signed certificate is in the store; one that everybody trusts need not be there.
    private Finding tls(EcsClient client) {
        boolean https = client.url().startsWith("https:");
        if (!https || !variables.has(Variables.FULL_URI)) {
            return Finding.ok(
                    TLS, https ? "the server has HTTPS" : "plain HTTP, which SDKs accept from this machine alone");
        }
        if (only == null || only == SdkClient.PYTHON) {
            return Finding.stops(
                    TLS,
                    "boto3 and the AWS CLI cannot be told to trust the certificate of the server: run it with --no-ssl,"
                            + " or with a certificate for a name that everybody trusts",
                    null);
        }
        String variable = only == SdkClient.JS ? "NODE_EXTRA_CA_CERTS" : "SSL_CERT_FILE";
        if (only == SdkClient.JAVA) {
            return Finding.warning(
                    TLS, "Java trusts the certificate of the server only from its own trust store", null);
        }
        if (variables.has(variable)) {
            return Finding.ok(TLS, variable + " is set");
        }
        return Finding.stops(
                TLS,
                only.text() + " does not trust the certificate of the server",
                only == SdkClient.JS
                        ? "aws-sso ecs ssl --print > \"$HOME/.aws/aws-sso-server.pem\" && export " + variable
                                + "=\"$HOME/.aws/aws-sso-server.pem\""
                        : null);
    }
}
