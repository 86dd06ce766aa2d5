package dev.awssso.packaged;

import static dev.awssso.packaged.TerminalSession.see;
import static dev.awssso.packaged.TerminalSession.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run-as} without a command: the person's shell at a pseudo-terminal, with the real shells. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class RunAsShellIT {

    private static final String SIZE = "120 60";
    private static final String CTRL_C = "\\u0003";
    private static final String CTRL_Z = "\\u001a";
    private static final String ENTER = "\\r";
    private static final String ROLE = "--account-id 111111111111 --role-name PowerUserAccess";

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;
    private static String instance;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.start();
        instance = " --start-url " + sandbox.startUrl() + " --sso-region us-east-1 ";
        person = new DocumentedHome(home, sandbox)
                .with("TERM", "xterm-256color")
                .file(".bashrc", "PS1='prompt> '\n")
                .file(".zshrc", "PS1='prompt> '\nunsetopt prompt_sp\n")
                .file(
                        ".config/fish/config.fish",
                        "set -g fish_greeting\nfunction fish_prompt\n  echo -n 'prompt> '\nend\n");
        // Else fish makes completions of all man pages in the background, also after its end.
        person.file(".local/share/fish/generated_completions/none.fish", "");
        // One process: a stop that reaches the child of a shell between vfork and exec leaves the shell running.
        person.file(
                "bin/job",
                """
                #!/usr/bin/env python3
                import signal, time
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                signal.signal(signal.SIGCONT, lambda *_: print("job goes on", flush=True))
                print("job begins", flush=True)
                for _ in range(120):
                    time.sleep(1)
                """);
        assertTrue(home.resolve("bin/job").toFile().setExecutable(true));
        Result login = person.run("aws-sso login" + instance);
        assertEquals(0, login.exit(), login.err());
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    private static Path shell(String name) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return Path.of(folder, name);
            }
        }
        assumeTrue(false, name + " is not installed");
        throw new IllegalStateException();
    }

    @ParameterizedTest
    @CsvSource({"bash, Stopped, $?", "zsh, suspended, $?", "fish, has stopped, $status"})
    void aShellWithJobControlAndItsOwnExitCode(String name, String stopped, String status) {
        // Words are split by quotes, so that what is looked for is the output and not what was typed.
        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "env SHELL=" + shell(name) + " aws-sso run-as " + ROLE + instance,
                see("prompt>"),
                type("echo role''=$AWS_SSO_ROLE_NAME,$AWS_SSO_ACCOUNT_ID,$AWS_SSO_ACCOUNT_NAME,$AWS_SSO_PROFILE"
                        + ENTER),
                see("role=PowerUserAccess,111111111111,my-acct-1,my-acct-1-PowerUserAccess"),
                type("aws-sso getcallerid | grep -c AWSReservedSSO_Power | tr 1 X" + ENTER),
                see("X"),
                type("echo \\\"ends=$AWS_SSO_EXPIRES.\\\"" + ENTER),
                see("ends=."),
                type("aws-sso run-as" + ENTER),
                see("this shell already runs as PowerUserAccess in account 111111111111"),
                // Ctrl-C ends what runs in the shell, and not the shell. The program says itself that it runs:
                // between two programs, bash takes a Ctrl-C for itself.
                type("sh -c 'echo wait\\\"\\\"ing; exec sleep 300'" + ENTER),
                see("waiting"),
                type(CTRL_C),
                type("echo still''here" + ENTER),
                see("stillhere"),
                type("job" + ENTER),
                see("job begins"),
                type(CTRL_Z),
                see(stopped),
                type("echo meanw''hile" + ENTER),
                see("meanwhile"),
                type("fg" + ENTER),
                see("job goes on"),
                type(CTRL_C),
                type("sh -c 'exit 9'; echo last''=" + status + ENTER),
                see("last=9"),
                type("exit 7" + ENTER));

        assertEquals(7, session.code(), session.screen()::toString);
    }

    @Test
    void itIsAJobOfTheShellAroundIt() {
        TerminalSession session = TerminalSession.of(
                person,
                SIZE,
                "env PS1= bash --norc -i",
                type("PS1='outer> '" + ENTER),
                see("outer>"),
                type("SHELL=/bin/bash aws-sso run-as --env " + ROLE + instance + ENTER),
                see("prompt>"),
                type("echo ke''y=${AWS_ACCESS_KEY_ID:0:4} ends=${AWS_SSO_EXPIRES:0:2}" + ENTER),
                see("key=ASIA ends=20"),
                type("aws-sso run-as --nested --env " + ROLE + instance + "; echo inn''er=$?" + ENTER),
                type("exit 4" + ENTER),
                see("inner=4"),
                type("exit 3" + ENTER),
                type("echo out''er=$? $AWS_SSO_ROLE_NAME." + ENTER),
                see("outer=3 ."),
                type("exit 0" + ENTER));

        assertEquals(0, session.code(), session.screen()::toString);
    }

    @Test
    void aRoleIsAskedForAlsoWhereTheEnvironmentHasCredentials() {
        String keys = "env AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=none "
                + "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9/ aws-sso run-as ";
        TerminalSession asked = TerminalSession.of(
                person,
                SIZE,
                keys + instance + "-- sh -c 'echo got ${AWS_ACCESS_KEY_ID:-none}'",
                see("type to filter"),
                type("my-acct-1-Power"),
                see("> my-acct-1"),
                type(ENTER));
        assertEquals(0, asked.code(), asked.screen()::toString);
        assertTrue(asked.screen().contains("got none"), asked.screen()::toString);

        TerminalSession taken =
                TerminalSession.of(person, SIZE, keys + "--use-environment -- sh -c 'echo got $AWS_ACCESS_KEY_ID'");
        assertEquals(0, taken.code(), taken.screen()::toString);
        assertTrue(taken.screen().contains("got AKIAIOSFODNN7EXAMPLE"), taken.screen()::toString);
        assertFalse(String.join("", taken.screen()).contains("type to filter"), taken.screen()::toString);
    }

    @Test
    void withoutATerminalItIsALineAndTheCodeOfUsage() {
        List<String> errors = new ArrayList<>();
        for (String words : List.of("run-as " + ROLE, "run-as", "run-as --use-environment")) {
            Result result = person.run("aws-sso " + words);
            assertEquals(2, result.exit(), result.err());
            assertEquals("", result.out());
            errors.add(result.err());
        }
        assertEquals(
                List.of("aws-sso: no command to run: a shell is started only on a terminal; write a command after"
                        + " the options: aws-sso run-as [OPTIONS] COMMAND [ARGUMENT...]\n"),
                errors.stream().distinct().toList());
        assertEquals(2, person.run("aws-sso run-as true").exit());
        Result taken = person.run("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=none "
                + "aws-sso run-as --use-environment sh -c 'echo $AWS_ACCESS_KEY_ID'");
        assertEquals("AKIAIOSFODNN7EXAMPLE\n", taken.out(), taken.err());
    }
}
