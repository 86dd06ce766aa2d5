package dev.awssso.console;

import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the address that opens the AWS web console as an identity. The address is as secret as the credentials. */
public final class ConsoleUrl {

    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final SigninTokens tokens;
    private final Notes notes;

    public ConsoleUrl(SigninTokens tokens, Notes notes) {
        this.tokens = tokens;
        this.notes = notes;
    }

    /**
     * The address, to be used within 15 minutes.
     *
     * @throws Problem.Usage for a partition without a console, an impossible destination or duration
     * @throws Problem.Refused for credentials that the console does not take
     */
    public Secret of(ConsoleRequest request) {
        requireUsable(request.origin().of(request.credentials()));
        ConsoleHosts hosts = ConsoleHosts.of(request.region());
        String destination = Destination.of(hosts, request.destination(), request.region(), request.regionAsked());
        URI signin = request.signinOverride() == null ? hosts.signin() : request.signinOverride();
        Secret token = signinToken(join(signin, "/federation"), request);
        StringBuilder login = new StringBuilder(join(signin, "/federation") + "?Action=login");
        if (request.issuer() != null) {
            login.append("&Issuer=").append(encode(request.issuer()));
        }
        login.append("&Destination=").append(encode(destination));
        login.append("&SigninToken=").append(encode(token.reveal()));
        if (!request.signOutFirst()) {
            return Secret.of(login.toString());
        }
        // One address that does both: two tabs would race each other.
        return Secret.of(join(signin, "/oauth") + "?Action=logout&redirect_uri=" + encode(login.toString()));
    }

    // The IAM User Guide allows AssumeRole and GetFederationToken; keys of a user and GetSessionToken are refused
    // there.
    private static void requireUsable(Origin origin) {
        if (origin == Origin.LONG_TERM_KEYS || origin == Origin.SESSION_TOKEN) {
            throw new Problem.Refused(
                    "cannot open the console",
                    origin == Origin.LONG_TERM_KEYS
                            ? "AWS does not accept long-term keys for the console; use --get-federation-token"
                            : "AWS does not accept credentials of GetSessionToken for the console; use --get-federation-token",
                    null);
        }
    }

    private Secret signinToken(URI federation, ConsoleRequest request) {
        RoleCredentials credentials = request.credentials();
        Duration duration = durationToSend(request);
        if (duration == null) {
            return tokens.signinToken(federation, credentials, null);
        }
        try {
            return tokens.signinToken(federation, credentials, duration);
        } catch (Problem.Refused refused) {
            Secret token = tokens.signinToken(federation, credentials, null);
            notes.note("--duration was not accepted: the console session is valid as long as the credentials");
            return token;
        }
    }

    private @Nullable Duration durationToSend(ConsoleRequest request) {
        Duration duration = request.duration();
        if (duration == null) {
            return null;
        }
        boolean sent =
                switch (request.origin().of(request.credentials())) {
                    case IDENTITY_CENTER, ASSUMED_WITH_LONG_TERM_KEYS -> true;
                    // With it the call fails for these (IAM User Guide; for chained roles also from practice).
                    case ASSUMED_FROM_SESSION, FEDERATION_TOKEN, METADATA, UNKNOWN_TEMPORARY -> false;
                    case LONG_TERM_KEYS, SESSION_TOKEN -> false;
                };
        if (!sent) {
            notes.note("--duration is ignored: it has no effect on the console with credentials of this type");
            return null;
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new Problem.Usage("invalid --duration: use 900 to 43200 seconds", null, null);
        }
        return duration;
    }

    private static URI join(URI base, String path) {
        return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }

    private static String encode(String value) {
        // URLEncoder writes form encoding: a blank as '+', which RFC 3986 does not know, and '~' escaped.
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
