package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profile;
import java.util.List;
import java.util.Optional;

/** The default profile of the shared files, whose credentials every SDK prefers to a container endpoint. */
final class DefaultProfile {

    private static final List<String> GIVE_CREDENTIALS = List.of(
            "aws_access_key_id",
            "credential_process",
            "role_arn",
            "sso_session",
            "sso_account_id",
            "sso_role_name",
            "web_identity_token_file");

    private DefaultProfile() {}

    /** A warning when there is such a profile with credentials. */
    static Optional<String> shadow(Toolbox toolbox) {
        try {
            return toolbox.profiles()
                    .profile("default")
                    .flatMap(DefaultProfile::key)
                    .map(key -> "the [default] profile has " + key
                            + ", which SDKs prefer to the server; remove it or give it another name");
        } catch (Problem.LocalFile unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> key(Profile profile) {
        return GIVE_CREDENTIALS.stream()
                .filter(key -> profile.get(key).isPresent())
                .findFirst();
    }
}
