package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.LocalHttp;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint of a container, or of a credentials server such as ours ("Container credential provider", AWS SDKs and
 * Tools Reference Guide).
 */
final class ContainerEndpoint implements CredentialSource {

    private static final String SOURCE = "the container endpoint";
    // The addresses that SDKs take plain HTTP from, beside loopback: ECS, and EKS in both families.
    private static final Set<String> PLAIN_HOSTS = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private static final int LONGEST_MESSAGE = 300;

    private final URI uri;
    private final Environment environment;
    private final LocalHttp http = new LocalHttp(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private ContainerEndpoint(URI uri, Environment environment) {
        this.uri = uri;
        this.environment = environment;
    }

    /**
     * The endpoint that the environment names; empty when it names none.
     *
     * @throws Problem.Usage when its address is not one that keys may come from
     */
    static Optional<ContainerEndpoint> of(Environment environment) {
        Optional<String> relative = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        return relative.map(path -> "http://169.254.170.2" + path)
                .or(() -> environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
                .map(address -> new ContainerEndpoint(checked(address), environment));
    }

    private static URI checked(String address) {
        try {
            URI uri = URI.create(address);
            String host = uri.getHost();
            boolean https = "https".equals(uri.getScheme());
            boolean near = host != null && (PLAIN_HOSTS.contains(host) || isLoopback(host));
            if (host != null && (https || ("http".equals(uri.getScheme()) && near))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below; the text may be anything.
        }
        throw new Problem.Usage(
                "invalid AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "it must be an https URL, or an http URL of this machine",
                null);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Override
    public RoleCredentials fetch() {
        Map<String, String> headers =
                token().map(value -> Map.of("Authorization", value)).orElse(Map.of());
        try {
            LocalHttp.Answer answer = http.call("GET", uri, headers);
            if (answer.status() != 200) {
                throw new Problem.Refused("cannot use the credentials of " + SOURCE, refusal(answer), null);
            }
            return KeyDocument.read(SOURCE, answer.body(), "Token");
        } catch (IOException e) {
            throw new Problem.Unreachable("cannot reach " + SOURCE, PrivateFiles.reason(e), null, e);
        }
    }

    // What went wrong and what to do about it is in the message, if there is one; SDKs look for both spellings.
    private static String refusal(LocalHttp.Answer answer) {
        String status = "it answered with status " + answer.status();
        try {
            JsonObject body = JsonObject.parse(answer.body());
            return body.string("message")
                    .or(() -> body.string("Message"))
                    .map(ForeignText::clean)
                    .filter(text -> !text.isBlank() && text.length() <= LONGEST_MESSAGE)
                    .map(text -> status + ": " + text)
                    .orElse(status);
        } catch (JsonException e) {
            return status;
        }
    }

    // The file wins, as in botocore; white space around it is a slip of whoever wrote it.
    private Optional<String> token() {
        return environment
                .get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
                .map(file -> new String(
                        PrivateFiles.read(Path.of(file))
                                .orElseThrow(
                                        () -> new Problem.LocalFile("cannot read " + file, "no such file", null, null)),
                        StandardCharsets.UTF_8))
                .or(() -> environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
                .map(String::strip)
                .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !text.isEmpty());
    }
}
