package dev.awssso.console;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The federation endpoint's {@code getSigninToken} (IAM User Guide, "Enabling custom identity broker access to the AWS
 * console"), asked by POST, so that no key is ever in a URL.
 */
public interface SigninTokens {

    /**
     * Exchanges keys for a token that opens the console within 15 minutes.
     *
     * @param federation the endpoint
     * @param duration how long the console session is to last; null leaves the parameter out
     * @throws dev.awssso.problem.Problem.Refused when the endpoint does not take the keys (400)
     * @throws dev.awssso.problem.Problem.Unreachable for everything else that is no token
     */
    Secret signinToken(URI federation, RoleCredentials credentials, @Nullable Duration duration);
}
