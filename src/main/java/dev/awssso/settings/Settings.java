package dev.awssso.settings;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.PreferredInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a person set for good, in the optional file {@code $XDG_CONFIG_HOME/aws-sso/config}. Everything here is what
 * holds when neither an option nor a variable says otherwise; who asks keeps that order.
 *
 * @param instance the Identity Center instance to use
 * @param nameTemplate how profiles are named
 * @param regions regions of single accounts and roles, with no general one
 * @param browser what to open addresses with, read as the variable BROWSER is
 * @param ecsPort the port of the credentials server
 * @param server what the credentials server does by itself
 */
public record Settings(
        PreferredInstance instance,
        NameTemplate nameTemplate,
        RegionRules regions,
        @Nullable String browser,
        @Nullable Integer ecsPort,
        ServerStart server) {

    /**
     * What the credentials server does by itself.
     *
     * @param defaultProfile the profile in the default slot
     * @param slotProfiles the profiles in slots of their names
     * @param notifyCommand shell text that is run before a sign-in ends and when a renewal failed
     */
    public record ServerStart(
            @Nullable String defaultProfile, List<String> slotProfiles, @Nullable String notifyCommand) {

        static final ServerStart NONE = new ServerStart(null, List.of(), null);

        public ServerStart {
            slotProfiles = List.copyOf(slotProfiles);
        }
    }

    /** What holds where there is no file. */
    public static final Settings NONE =
            new Settings(PreferredInstance.NONE, NameTemplate.DEFAULT, RegionRules.NONE, null, null, ServerStart.NONE);

    /**
     * Reads the file of this environment.
     *
     * @param notes receives what is ignored
     * @throws dev.awssso.problem.Problem.Usage for a value that cannot be, with its line
     * @throws dev.awssso.problem.Problem.LocalFile when the file is there and cannot be read
     */
    public static Settings load(Environment environment, Notes notes) {
        return SettingsFile.read(file(environment), notes)
                .map(SettingsFile::settings)
                .orElse(NONE);
    }

    /** The path of the file, whether it is there or not. */
    public static Path file(Environment environment) {
        return environment.configDirectory().resolve("config");
    }

    /** The port of the credentials server; empty when none is set. */
    public OptionalInt port() {
        return ecsPort == null ? OptionalInt.empty() : OptionalInt.of(ecsPort);
    }
}
