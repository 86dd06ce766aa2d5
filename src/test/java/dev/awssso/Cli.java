package dev.awssso;

import dev.awssso.boot.Wiring;
import dev.awssso.cli.CommandLineDoor;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.packaged.PackagedProgram;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line in this process, as a person calls it: words in; exit code, stdout and stderr out. Nothing of the
 * machine's own environment or home reaches it.
 */
public final class Cli {

    /** What a command left behind. */
    public record Result(int exit, String out, String err) {}

    private final Map<String, String> variables = new HashMap<>();
    private InstantSource clock = InstantSource.system();
    private Sleeper sleeper = Sleeper.real();
    private String stdin = "";
    private boolean packaged;

    private Cli() {}

    /** A command line whose home is this directory. */
    public static Cli at(Path home) {
        return new Cli().with("HOME", home.toString()).with("PATH", System.getenv("PATH"));
    }

    public Cli with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public Cli with(Map<String, String> more) {
        variables.putAll(more);
        return this;
    }

    public Cli clock(InstantSource other) {
        clock = other;
        return this;
    }

    public Cli sleeper(Sleeper other) {
        sleeper = other;
        return this;
    }

    public Cli stdin(String text) {
        stdin = text;
        return this;
    }

    /** The same command lines by the packaged program, which has a clock of its own. */
    public Cli packaged() {
        packaged = true;
        return this;
    }

    /** Runs one command line; nobody sits at the terminal. */
    public Result run(String... arguments) {
        if (packaged) {
            PackagedProgram.Result result = PackagedProgram.at(Path.of(variables.get("HOME")))
                    .with(variables)
                    .stdin(stdin)
                    .run(arguments);
            return new Result(result.exit(), result.out(), result.err());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false);
        Environment environment = new Environment(variables, OperatingSystem.current());
        int exit = new CommandLineDoor(new Wiring(environment, terminal, clock, sleeper, SecureRandom::new))
                .run(List.of(arguments));
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
