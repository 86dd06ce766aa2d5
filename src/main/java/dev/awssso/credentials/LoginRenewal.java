package dev.awssso.credentials;

import dev.awssso.problem.ShellCommand;
import dev.awssso.secrets.Secret;
import java.time.Duration;

/** AWS Sign-In, as far as it renews a sign-in of {@code aws login} (CreateOAuth2Token). */
public interface LoginRenewal {

    /**
     * What it wants to know.
     *
     * @param profile for messages: the profile with the {@code login_session}
     * @param region where the sign-in was made, else that of the profile
     * @param clientId of the tool that signed in
     * @param refreshToken is spent by the call
     * @param key signs the proof that is sent along
     */
    record Request(String profile, String region, String clientId, Secret refreshToken, DpopKey key) {

        /** The command with which the person signs in again. */
        public ShellCommand signIn() {
            return LoginRenewal.signIn(profile);
        }
    }

    /** The command with which a person signs in again. */
    static ShellCommand signIn(String profile) {
        return ShellCommand.of("aws", "login", "--profile", profile);
    }

    /**
     * What it gives.
     *
     * @param accessKeyId of the new keys
     * @param secretKey of the new keys
     * @param sessionToken of the new keys
     * @param refreshToken for the next renewal
     * @param lifetime of the new keys
     */
    record Renewed(String accessKeyId, Secret secretKey, Secret sessionToken, Secret refreshToken, Duration lifetime) {}

    /**
     * Renews.
     *
     * @throws dev.awssso.problem.Problem.SignIn when only a new sign-in helps
     * @throws dev.awssso.problem.Problem.Refused when the person may not renew
     * @throws dev.awssso.problem.Problem.Unreachable when the service cannot be reached, or answers nonsense
     */
    Renewed renew(Request request);
}
