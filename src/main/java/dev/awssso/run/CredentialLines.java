package dev.awssso.run;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.Timestamps;
import java.util.ArrayList;
import java.util.List;

/** The lines that put credentials into a shell. */
public final class CredentialLines {

    private final ShellQuote shell;
    private final RoleCredentials credentials;

    public CredentialLines(ShellQuote shell, RoleCredentials credentials) {
        this.shell = shell;
        this.credentials = credentials;
    }

    /** A comment and the keys; long-term keys clear a token that may be left from before. */
    public List<String> keys() {
        List<String> lines = new ArrayList<>();
        lines.add(shell.comment("Your session credentials are..."));
        lines.add(shell.assignment("AWS_ACCESS_KEY_ID", credentials.accessKeyId()));
        lines.add(shell.assignment(
                "AWS_SECRET_ACCESS_KEY", credentials.secretKey().reveal()));
        lines.add(
                credentials.sessionToken() == null
                        ? shell.removal("AWS_SESSION_TOKEN")
                        : shell.assignment(
                                "AWS_SESSION_TOKEN", credentials.sessionToken().reveal()));
        return lines;
    }

    /** The same, the expiry and the region, and without what SDKs would prefer to them. */
    public List<String> withEverything(ChildRegion region) {
        List<String> lines = keys();
        lines.add(credentials
                .expiry()
                .map(expiry -> shell.assignment("AWS_CREDENTIAL_EXPIRATION", Timestamps.format(expiry)))
                .orElseGet(() -> shell.removal("AWS_CREDENTIAL_EXPIRATION")));
        String chosen = region.option() == null ? region.profile() : region.option();
        if (chosen != null) {
            lines.add(shell.assignment("AWS_REGION", chosen));
            lines.add(shell.assignment("AWS_DEFAULT_REGION", chosen));
        }
        lines.add(shell.removal("AWS_SECURITY_TOKEN"));
        lines.add(shell.removal("AWS_PROFILE"));
        return lines;
    }
}
