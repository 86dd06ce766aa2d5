package dev.awssso.sandbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A role that AssumeRole can be asked for.
 *
 * @param account twelve digits
 * @param path empty, or {@code team/dev/}
 * @param name the role's name
 * @param trust whom its trust policy lets in
 * @param externalId the {@code sts:ExternalId} it asks for; null: none
 * @param longest its maximum session duration
 */
public record IamRole(
        String account, String path, String name, Trust trust, @Nullable String externalId, Duration longest) {

    /** Whom a role's trust policy lets in. */
    public enum Trust {
        /** Every principal of an account of the sandbox. */
        ORGANISATION,
        /** The same, with {@code aws:MultiFactorAuthPresent}. */
        ORGANISATION_WITH_MFA,
        /** Who shows a web identity token. */
        WEB_IDENTITY,
        NOBODY
    }

    /** A role that every principal of the sandbox may assume for an hour. */
    public static IamRole open(String account, String path, String name) {
        return new IamRole(account, path, name, Trust.ORGANISATION, null, Duration.ofHours(1));
    }

    public IamRole trust(Trust other) {
        return new IamRole(account, path, name, other, externalId, longest);
    }

    public IamRole externalId(String other) {
        return new IamRole(account, path, name, trust, other, longest);
    }

    public IamRole longest(Duration other) {
        return new IamRole(account, path, name, trust, externalId, other);
    }

    String arn(String partition) {
        return "arn:" + partition + ":iam::" + account + ":role/" + path + name;
    }
}
