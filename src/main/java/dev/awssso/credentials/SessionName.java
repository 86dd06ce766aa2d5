package dev.awssso.credentials;

import dev.awssso.problem.Problem;
import java.util.regex.Pattern;

/** The names that sessions carry in CloudTrail (STS API Reference, RoleSessionName and Name). */
final class SessionName {

    /** Used when nobody is known by name. */
    static final String FALLBACK = "aws-sso";

    private static final int LONGEST = 64;
    private static final int LONGEST_FEDERATED = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

    private SessionName() {}

    /** The name as given, or a {@link Problem.Usage}. */
    static String checked(String option, String name) {
        if (!FORM.matcher(name).matches()) {
            throw new Problem.Usage("invalid " + option, "use 2 to 64 letters, digits and _+=,.@-", null);
        }
        return name;
    }

    /** The name as given for a federated user, or a {@link Problem.Usage}. */
    static String checkedFederated(String option, String name) {
        if (checked(option, name).length() > LONGEST_FEDERATED) {
            throw new Problem.Usage(
                    option + " is too long for GetFederationToken",
                    "at most " + LONGEST_FEDERATED + " characters",
                    null);
        }
        return name;
    }

    /** A name made from what AWS calls the caller: the last part of its ARN, with other characters replaced. */
    static String ofCaller(CallerIdentity caller) {
        String last = caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
        // "arn:aws:iam::111111111111:root" has no name in it.
        String name = last.contains(":") ? "" : last.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
        if (name.length() < 2) {
            return FALLBACK;
        }
        return name.substring(0, Math.min(name.length(), LONGEST));
    }

    /** The same name as far as a federated user may have it. */
    static String federated(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_FEDERATED));
    }
}
