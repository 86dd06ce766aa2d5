package dev.awssso.cli;

import dev.awssso.Cli;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.SandboxAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's home next to a sandbox, in which commands sign in by themselves and waiting takes no time.
 *
 * @param home the home directory
 * @param sandbox the portal
 * @param packaged whether commands are those of the packaged program
 */
public record PortalHome(Path home, RunningSandbox sandbox, boolean packaged) {

    /** A home whose commands run in this process. */
    public PortalHome(Path home, RunningSandbox sandbox) {
        this(home, sandbox, false);
    }

    /** Time that passes when somebody waits. */
    private static final class WaitingTime implements InstantSource {

        private Instant now = Instant.now();

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void pass(Duration duration) {
            now = now.plus(duration);
        }
    }

    /** Makes the person's accounts exactly these. */
    public PortalHome has(SandboxAccount... accounts) {
        for (SandboxAccount account : List.copyOf(sandbox.controls().accounts())) {
            sandbox.controls().removeAccount(account.id());
        }
        for (SandboxAccount account : accounts) {
            sandbox.controls().put(account);
        }
        return this;
    }

    public static SandboxAccount account(String id, String name, String... roles) {
        return new SandboxAccount(id, name, null, List.of(roles));
    }

    /** A command line here. */
    public Cli cli() {
        WaitingTime time = new WaitingTime();
        return at(home).with(sandbox.environment()).clock(time).sleeper(time::pass);
    }

    /** A command line whose home is that directory, and that knows nothing of the sandbox. */
    public Cli at(Path other) {
        try {
            Cli cli = Cli.at(Files.createDirectories(other));
            return packaged ? cli.packaged() : cli;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that may sign in. */
    public Cli.Result run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--use-device-code");
        return cli().run(words.toArray(String[]::new));
    }

    /** The text of a file below the home directory. */
    public String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file below the home directory. */
    public void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the config file says. */
    public String config() {
        return read(".aws/config");
    }
}
