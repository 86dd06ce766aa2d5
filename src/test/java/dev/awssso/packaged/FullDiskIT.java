package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.platform.UserId;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a home where no byte can be written any more: they say so, and lose nothing that was there. */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {

    // A file system of its own for this one command, with the home in it and then filled to the brim.
    private static final String WRAPPER =
            """
            #!/bin/bash
            exec unshare -m bash -c '
                mount -t tmpfs -o size=2m,mode=700 full "$HOME" || exit 99
                cp -a "$SEED/." "$HOME"
                sums() { (cd "$HOME" && find . -type f ! -name fill -print0 | sort -z | xargs -0 sha256sum | sort); }
                before=$(sums)
                head -c 8m /dev/zero >"$HOME/fill" 2>/dev/null
                "$PROGRAM" "$@"
                code=$?
                sums | comm -23 <(echo "$before") - | sed "s/^/LOST /" >&2
                exit $code' -- "$@"
            """;

    @TempDir
    Path home;

    @TempDir
    Path seed;

    private RunningSandbox sandbox;

    @BeforeEach
    void fill() throws IOException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can mount a file system");
        sandbox = RunningSandbox.start();
        Files.createDirectories(seed.resolve(".aws"));
        Files.writeString(
                seed.resolve(".aws/config"),
                """
                # mine
                [sso-session corp]
                sso_start_url = %s
                sso_region = us-east-1

                [profile dev]
                sso_session = corp
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess
                """
                        .formatted(sandbox.startUrl()));
        done("login", "--sso-session", "corp", "--use-device-code");
        done("ecs", "bearer-token", "--generate");
    }

    @AfterEach
    void end() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void done(String... words) {
        PackagedProgram.Result result =
                PackagedProgram.at(seed).with(sandbox.environment()).run(words);
        assertEquals(0, result.exit(), result.err());
    }

    private PackagedProgram.Result full(String line) throws IOException {
        Path wrapper = Files.writeString(home.resolve("wrapper"), WRAPPER);
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        PackagedProgram.Result result = PackagedProgram.at(home, wrapper)
                .with(sandbox.environment())
                .with("SEED", seed.toString())
                .with("PROGRAM", PackagedProgram.location().toString())
                .run(line.split(" "));
        assumeTrue(result.exit() != 99 && !result.err().contains("unshare failed"), "this container may not mount");
        assertFalse(result.err().contains("LOST"), result.err());
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs bearer-token --generate",
                "ecs bearer-token --slot dev",
                "ecs bearer-token --delete",
                "login --sso-session corp --use-device-code --force-refresh",
                "configure profile more --sso-session corp --account-id 222222222222 --role-name ReadOnlyAccess",
                "configure populate --sso-session corp --region eu-west-1"
            })
    void whatCannotBeWrittenIsSaidAndNothingIsLost(String line) throws IOException {
        PackagedProgram.Result result = full(line);

        assertEquals(7, result.exit(), result.err());
        assertTrue(result.err().startsWith("aws-sso: "), result.err());
        assertTrue(result.err().contains("No space left on device"), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
        // A person would read it as stored.
        assertEquals("", result.out());
    }

    // What needs no disk goes on.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --sso-session corp",
                "dumpconfig --sso-session corp",
                "dumpcreds --profile dev",
                "accounts --sso-session corp"
            })
    void readersGoOn(String line) throws IOException {
        PackagedProgram.Result result = full(line);

        assertEquals(0, result.exit(), result.err());
        assertNotEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dumpconfig --sso-session corp",
                "dumpcreds --profile dev",
                "accounts --sso-session corp",
                "ecs bearer-token --print",
                "--help"
            })
    void anOutputThatIsFullIsAFailure(String line) throws IOException {
        Path script = Files.writeString(home.resolve("script"), "#!/bin/bash\n\"$PROGRAM\" \"$@\" >/dev/full\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        PackagedProgram.Result result = PackagedProgram.at(seed, script)
                .with(sandbox.environment())
                .with("PROGRAM", PackagedProgram.location().toString())
                .run(line.split(" "));

        assertNotEquals(0, result.exit(), result.err());
        assertTrue(result.err().contains("aws-sso: "), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
    }
}
