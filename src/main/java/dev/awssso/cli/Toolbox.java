package dev.awssso.cli;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.platform.Environment;
import dev.awssso.platform.Sleeper;
import dev.awssso.profiles.ConfigProfileNaming;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.KnownRegions;
import dev.awssso.roles.ProfileNaming;
import dev.awssso.secrets.SecretStore;
import dev.awssso.settings.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands are made of, each part built when it is first asked for, so that a command pays only for what it uses.
 * {@code boot} implements it.
 */
public interface Toolbox {

    Environment environment();

    Terminal terminal();

    InstantSource clock();

    Sleeper sleeper();

    SecureRandom random();

    /** The config and credentials files of this environment, read once. */
    Profiles profiles();

    /** What the person set for good, read when it is first asked for: a command that needs none of it pays nothing. */
    Settings settings();

    /** The names that roles have as profiles. */
    default ProfileNaming naming() {
        return new ConfigProfileNaming(() -> settings().nameTemplate());
    }

    /** Where tokens and keys of ours rest. */
    SecretStore secrets();

    /**
     * The absolute path by which this program was started, for lines that are written into config files.
     *
     * @throws dev.awssso.problem.Problem.Usage when it was started in a way that does not say
     */
    Path program();

    /** The regions of AWS that this program knows. */
    KnownRegions regions();

    /** Signing in and the roles behind it. */
    IdentityCenter identityCenter();

    /**
     * The same tools with another profile in use, as {@code --profile} asks: its endpoints, its CA bundle.
     *
     * @param profile its name; with null the environment decides
     */
    Toolbox inProfile(@Nullable String profile);

    /** Runs the credentials server until a signal ends it; returns the exit code. */
    int serve(ServerSettings settings);

    /**
     * Runs another command line of this program in this process, in an environment with these variables and nothing
     * else, and with its own streams.
     *
     * @return the exit code
     */
    int run(Map<String, String> variables, Terminal terminal, List<String> arguments);
}
