package dev.awssso.differential;

import dev.awssso.sandbox.RunningSandbox;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identities in a form that does not depend on the client: readers give sessions of roles names of their own. */
final class Identity {

    private static final Pattern SESSION = Pattern.compile("arn:aws:sts::(\\d+):assumed-role/([^/]+)/(.*)");

    private Identity() {}

    static String ofArn(String arn) {
        Matcher session = SESSION.matcher(arn);
        if (!session.matches()) {
            return arn;
        }
        String role = session.group(1) + "/" + session.group(2);
        return session.group(2).startsWith("AWSReservedSSO_") ? role + "/" + session.group(3) : role;
    }

    static String ofRoleArn(String arn) {
        return arn.replaceFirst("arn:aws:iam::(\\d+):role/(?:.*/)?", "$1/");
    }

    /** Whose keys these are; keys that the sandbox does not know are refused by every service. */
    static String ofKeys(RunningSandbox sandbox, String id, String secret, @Nullable String token) {
        return sandbox.controls()
                .callerArn(id, secret, token)
                .map(Identity::ofArn)
                .orElse(Home.REFUSED);
    }
}
