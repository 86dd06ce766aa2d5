package dev.awssso.boot;

import dev.awssso.aws.SdkRegions;
import dev.awssso.cli.CommandLineDoor;
import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.TokenStore;
import dev.awssso.platform.Environment;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.KnownRegions;
import dev.awssso.roles.Partition;
import dev.awssso.secrets.FileSecretStore;
import dev.awssso.secrets.SecretStore;
import dev.awssso.settings.Settings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds the parts of a command by their constructors, each when it is first asked for. */
public final class Wiring implements Toolbox {

    private final Environment environment;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Supplier<SecureRandom> randomSource;
    // Shared with the tools in another profile, so that each line is printed once.
    private final Notes fileNotes;
    private @Nullable SecureRandom random;
    private @Nullable Profiles profiles;
    private @Nullable Settings settings;
    private @Nullable String profileInUse;
    private @Nullable IdentityCenter identityCenter;

    /** @param randomSource asked once, and only by a command that needs it: the first one of a process costs 20 ms */
    public Wiring(
            Environment environment,
            Terminal terminal,
            InstantSource clock,
            Sleeper sleeper,
            Supplier<SecureRandom> randomSource) {
        this(environment, terminal, clock, sleeper, randomSource, once(terminal::note));
    }

    private Wiring(
            Environment environment,
            Terminal terminal,
            InstantSource clock,
            Sleeper sleeper,
            Supplier<SecureRandom> randomSource,
            Notes fileNotes) {
        this.fileNotes = fileNotes;
        this.environment = environment;
        this.terminal = terminal;
        this.clock = clock;
        this.sleeper = sleeper;
        this.randomSource = randomSource;
    }

    private static Notes once(Notes notes) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        return line -> {
            if (told.add(line)) {
                notes.note(line);
            }
        };
    }

    /** The parts of this process: its environment, its streams, the real clock. */
    static Wiring ofProcess() {
        return new Wiring(
                Environment.ofProcess(),
                ProcessStreams.terminal(),
                InstantSource.system(),
                Sleeper.real(),
                SecureRandom::new);
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Sleeper sleeper() {
        return sleeper;
    }

    @Override
    public SecureRandom random() {
        if (random == null) {
            random = randomSource.get();
        }
        return random;
    }

    @Override
    public Profiles profiles() {
        if (profiles == null) {
            profiles = Profiles.load(environment, fileNotes);
        }
        return profiles;
    }

    @Override
    public Settings settings() {
        if (settings == null) {
            settings = Settings.load(environment, terminal::note);
        }
        return settings;
    }

    @Override
    public SecretStore secrets() {
        return new FileSecretStore(environment.dataDirectory(), sleeper, terminal::note);
    }

    @Override
    public Path program() {
        return ProgramPath.find(environment);
    }

    @Override
    public IdentityCenter identityCenter() {
        if (identityCenter == null) {
            identityCenter = new IdentityCenterWiring(this, profileInUse);
        }
        return identityCenter;
    }

    @Override
    public KnownRegions regions() {
        return new SdkRegions();
    }

    @Override
    public Toolbox inProfile(@Nullable String profile) {
        Wiring other = new Wiring(environment, terminal, clock, sleeper, this::random, fileNotes);
        other.profiles = profiles;
        other.settings = settings;
        other.profileInUse = profile;
        return other;
    }

    @Override
    public int serve(ServerSettings settings) {
        int code = new ServerLauncher(settings, environment, sleeper).serve(new TokenStore(secrets(), clock));
        if (code == ExitCode.INTERRUPTED.code() && terminal.watched()) {
            // What the terminal has shown of Ctrl-C.
            terminal.wipe();
        }
        return code;
    }

    // Read again for each load: the files change while a server runs. What cannot be read decides nothing here.
    Optional<Partition> partition(String profileName) {
        try {
            Profiles present = Profiles.load(environment);
            return present.profile(profileName)
                    .flatMap(present::sso)
                    .map(sso -> Partition.ofRegion(sso.instance().region()));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public int run(Map<String, String> variables, Terminal streams, List<String> arguments) {
        Environment other = new Environment(variables, environment.system());
        return new CommandLineDoor(new Wiring(other, streams, clock, sleeper, this::random)).run(arguments);
    }
}
