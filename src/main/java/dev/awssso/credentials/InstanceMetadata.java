package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.platform.LocalHttp;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The role of an EC2 instance, by version 2 of its metadata service alone (EC2 User Guide, "Use IMDSv2"). */
final class InstanceMetadata implements CredentialSource {

    private static final String SOURCE = "the instance metadata";
    private static final String TTL_SECONDS = "300";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

    private final URI base;
    // Off EC2 nobody answers, and every command without credentials would wait for it.
    private final LocalHttp http = new LocalHttp(Duration.ofMillis(500), Duration.ofSeconds(1));

    private InstanceMetadata(URI base) {
        this.base = base;
    }

    /** The service; empty where it is switched off. */
    static Optional<InstanceMetadata> of(Environment environment) {
        if (environment
                .get("AWS_EC2_METADATA_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InstanceMetadata(URI.create(environment
                    .get("AWS_EC2_METADATA_SERVICE_ENDPOINT")
                    .map(text -> text.replaceFirst("/+$", ""))
                    .orElse("http://169.254.169.254"))));
        } catch (IllegalArgumentException e) {
            throw new Problem.Usage("invalid AWS_EC2_METADATA_SERVICE_ENDPOINT: it is not a URL", null, null);
        }
    }

    /** The credentials of the instance's role; empty when this is no instance, or one without a role. */
    Optional<RoleCredentials> find() {
        try {
            LocalHttp.Answer token = http.call(
                    "PUT",
                    base.resolve("/latest/api/token"),
                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", TTL_SECONDS));
            if (token.status() != 200) {
                return Optional.empty();
            }
            Map<String, String> headers = Map.of("X-aws-ec2-metadata-token", text(token));
            LocalHttp.Answer roles = http.call("GET", base.resolve(ROLES), headers);
            String role = text(roles).lines().findFirst().orElse("");
            if (roles.status() != 200 || !role.matches("[A-Za-z0-9_+=,.@-]{1,128}")) {
                return Optional.empty();
            }
            LocalHttp.Answer keys = http.call("GET", base.resolve(ROLES + role), headers);
            return keys.status() == 200
                    ? Optional.of(KeyDocument.read(SOURCE, keys.body(), "Token"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public RoleCredentials fetch() {
        return find().orElseThrow(() -> new Problem.SignIn("no credentials in " + SOURCE, null, null));
    }

    private static String text(LocalHttp.Answer answer) {
        return new String(answer.body(), StandardCharsets.US_ASCII).strip();
    }
}
