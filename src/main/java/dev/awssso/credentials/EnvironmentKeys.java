package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.util.Optional;

/** The keys that environment variables hold, as every SDK reads them. */
final class EnvironmentKeys {

    private EnvironmentKeys() {}

    /**
     * What the variables hold now; empty when they hold no keys.
     *
     * @throws Problem.Usage when there is half a pair
     */
    static Optional<RoleCredentials> read(Environment environment) {
        String id = environment.get("AWS_ACCESS_KEY_ID").orElse(null);
        String secret = environment.get("AWS_SECRET_ACCESS_KEY").orElse(null);
        if (id == null && secret == null) {
            return Optional.empty();
        }
        if (id == null || secret == null) {
            throw new Problem.Usage(
                    id == null
                            ? "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID"
                            : "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY",
                    null,
                    ShellCommand.of("unset", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        }
        return Optional.of(new RoleCredentials(
                        id,
                        Secret.of(secret),
                        // The second is the name of an older time (botocore, EnvProvider).
                        environment
                                .get("AWS_SESSION_TOKEN")
                                .or(() -> environment.get("AWS_SECURITY_TOKEN"))
                                .map(Secret::of)
                                .orElse(null),
                        environment
                                .get("AWS_CREDENTIAL_EXPIRATION")
                                .flatMap(Timestamps::parse)
                                .orElse(null),
                        environment
                                .get("AWS_ACCOUNT_ID")
                                .filter(digits -> digits.matches("[0-9]{12}"))
                                .map(AccountId::new)
                                .orElse(null))
                .checked("the environment"));
    }
}
