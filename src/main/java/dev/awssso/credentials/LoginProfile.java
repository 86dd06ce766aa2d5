package dev.awssso.credentials;

import dev.awssso.roles.RoleArn;
import java.util.Optional;

/**
 * A profile whose credentials are a sign-in of {@code aws login}.
 *
 * @param name of the profile
 * @param session its {@code login_session}: the ARN of who signed in
 * @param region where it is renewed, unless its file names another region
 */
public record LoginProfile(String name, String session, String region) {

    /** The role that signed in; empty for an IAM user, for root, and where the name is no ARN. */
    public Optional<RoleArn> role() {
        return RoleArn.ofSession(session);
    }
}
