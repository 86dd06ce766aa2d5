package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.Profile;
import dev.awssso.roles.RoleArn;
import java.util.List;
import java.util.Optional;

/**
 * A profile whose credentials are a sign-in of {@code aws login}.
 *
 * @param name of the profile
 * @param session its {@code login_session}: the ARN of who signed in
 * @param region where it is renewed, unless its file names another region
 */
public record LoginProfile(String name, String session, String region) {

    /** What a profile says of its sign-in; empty when it names none. */
    public static Optional<LoginProfile> of(Profile profile, Environment environment) {
        return profile.get(ConfigKeys.LOGIN_SESSION).map(session -> {
            String region = WorkRegion.resolve(
                    new WorkRegion.Hints(null, profile.get(ConfigKeys.REGION).orElse(null), null, List.of()),
                    environment);
            return new LoginProfile(profile.name(), session, region);
        });
    }

    /** The role that signed in; empty for an IAM user, for root, and where the name is no ARN. */
    public Optional<RoleArn> role() {
        return RoleArn.ofSession(session);
    }
}
