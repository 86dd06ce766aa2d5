package dev.awssso.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The profile that names the instance, for commands that are about the sign-in itself. */
public final class SignInProfileOption {

    @Option(
            names = {"--profile", "-p"},
            paramLabel = "PROFILE",
            description =
                    "The profile of ~/.aws/config whose sign-in is used; also a profile that assumes a role from there.")
    private @Nullable String profile;

    /** The value of {@code --profile}, null where it was not given. */
    public @Nullable String value() {
        return profile;
    }
}
