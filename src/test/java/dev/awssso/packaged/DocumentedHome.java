package dev.awssso.packaged;

import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A person's home in which documented command lines run as they are printed: {@code aws-sso} on the {@code PATH}, a
 * browser that approves every sign-in and notes every address, an {@code aws} that notes how it was called, and a
 * {@code jq} for what the documents ask of it.
 */
final class DocumentedHome {

    /** What a script left behind; {@code opened} are the addresses the browser got, oldest first. */
    record Result(int exit, String out, String err, List<String> opened, List<String> awsCalls) {}

    private static final String ALIASES =
            """
            shopt -s expand_aliases
            alias get-aws-oidc-accessToken='(cd $HOME/.aws/sso/cache/; jq -r .accessToken < $(ls -t | head -1))'
            alias get-aws-oidc-accessToken-cache='ls -t $HOME/.aws/sso/cache/*.json | head -1'
            """;

    private final Path home;
    private final Map<String, String> variables = new HashMap<>();

    DocumentedHome(Path home, RunningSandbox sandbox) {
        this.home = home;
        variables.putAll(sandbox.environment());
        variables.put("HOME", home.toString());
        variables.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("BROWSER", home.resolve("bin/browser").toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        // The documents name the instance by options; nothing else must help them.
        variables.remove("AWS_DEFAULT_SSO_START_URL");
        variables.remove("AWS_DEFAULT_SSO_REGION");
        if (System.getenv("JAVA_HOME") != null) {
            variables.put("JAVA_HOME", System.getenv("JAVA_HOME"));
        }
        program("aws-sso", "exec '" + PackagedProgram.location() + "' \"$@\"");
        program(
                "browser",
                """
                echo "$1" >> "$HOME/opened"
                case "$1" in */authorize\\?*) exec curl -fsSL -o /dev/null "$1";; esac
                """);
        // As an SDK would, it takes what the environment gives it; get-caller-identity is a real call.
        program(
                "aws",
                """
                echo "$* key=${AWS_ACCESS_KEY_ID:-endpoint} region=${AWS_REGION:-none}/${AWS_DEFAULT_REGION:-none}" \\
                  >> "$HOME/aws-calls"
                case "$1 $2" in
                  "sts get-caller-identity") exec aws-sso getcallerid;;
                  "iam list-roles") echo '{"Roles": [{"RoleName": "AppDeveloperRole-1"}]}';;
                esac
                """);
        program("MyProgramUsingAwsApi", "exec aws-sso getcallerid");
        program(
                "jq",
                """
                case "$2" in
                  .accessToken) sed -n 's/.*"accessToken": *"\\([^"]*\\)".*/\\1/p';;
                  .Roles*) sed -n 's/.*"RoleName": "\\([^"]*\\)".*/\\1/p';;
                esac
                """);
    }

    DocumentedHome with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    private void program(String name, String script) {
        try {
            Path file = home.resolve("bin").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/bash\n" + script + "\n");
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("not executable: " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DocumentedHome file(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script with bash, as typed. */
    Result run(String script) {
        return run(2, script);
    }

    /** The same for a script that may take so many minutes. */
    Result run(int minutes, String script) {
        try {
            Files.deleteIfExists(home.resolve("opened"));
            Files.deleteIfExists(home.resolve("aws-calls"));
            Path file = home.resolve("script");
            Files.writeString(file, ALIASES + script + "\n");
            ProcessBuilder builder = new ProcessBuilder("env", "--default-signal=HUP,INT,QUIT", "bash", file.toString())
                    .directory(home.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(home.resolve("out").toFile())
                    .redirectError(home.resolve("err").toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end: " + script + "\n" + read("err"));
            }
            return new Result(
                    process.exitValue(),
                    read("out"),
                    read("err"),
                    read("opened").lines().toList(),
                    read("aws-calls").lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code rw-------}, for a file that nobody else can read. */
    static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    String read(String name) throws IOException {
        Path file = home.resolve(name);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
