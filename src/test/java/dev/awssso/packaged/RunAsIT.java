package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The children of {@code run-as} and {@code runas}: codes, signals, environments, terminals. */
@Tag("slow")
class RunAsIT {

    private static final String ROLE = "--account-id 111111111111 --role-name PowerUserAccess ";
    private static final String RUN_AS = "aws-sso run-as " + ROLE;

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static DocumentedHome person;

    @BeforeAll
    static void signIn() {
        sandbox = RunningSandbox.start();
        person = new DocumentedHome(home, sandbox);
        Result result = person.run("aws-sso getcallerid --start-url https://d-987654321d.awsapps.com/start " + ROLE);
        assertEquals(0, result.exit(), result.err());
    }

    @AfterAll
    static void end() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- sh -c 'exit 37'|37",
                "sh -c 'exit 0'|0",
                "-- sh -c 'kill -TERM $$'|143",
                "-- sh -c 'kill -KILL $$'|137",
                "-- no-such-program|127",
                "-- /etc/passwd|126",
                "--env sh -c 'exit 5'|5",
            })
    void endsAsTheChildDoes(String words, int code) {
        Result result = person.run(RUN_AS + words);
        assertEquals(code, result.exit(), result.err());
        assertEquals("", result.out());
    }

    @Test
    void runasEndsAsTheShellTextDoes() {
        assertEquals(37, person.run("aws-sso runas " + ROLE + "-c 'exit 37'").exit());
        assertEquals(
                127, person.run("aws-sso runas " + ROLE + "-c no-such-program").exit());
    }

    @Test
    void failuresBeforeTheChildAre125AndBadCommandLines2() {
        assertEquals(
                125,
                person.run("aws-sso run-as --account-id 111111111111 --role-name NotMine true")
                        .exit());
        assertEquals(
                125,
                person.run("aws-sso runas --account-id 111111111111 --role-name NotMine -c true")
                        .exit());
        assertEquals(
                2, person.run("aws-sso run-as --account-id 111111111111 true").exit());
        assertEquals(2, person.run("aws-sso run-as true").exit());
        assertEquals(2, person.run(RUN_AS).exit());
        assertEquals(
                2,
                person.run("aws-sso run-as --no-such-option " + ROLE + "true").exit());
    }

    @Test
    void takesNoOptionFromTheChild() {
        Result result = person.run(RUN_AS + "aws s3 ls --region eu-west-1 -v --help -- --account-id x");
        assertEquals(0, result.exit(), result.err());
        assertEquals(
                List.of("s3 ls --region eu-west-1 -v --help -- --account-id x key=endpoint region=none/none"),
                result.awsCalls());
    }

    @Test
    void keepsADoubleDashOfTheChild() {
        Result result = person.run(RUN_AS + "-- sh -c 'printf \"%s,\" \"$@\"' -- a -- 'b c' ''");
        assertEquals("a,--,b c,,", result.out());
    }

    @Test
    void givesTheChildOurStdin() {
        assertEquals(
                "to the child\n",
                person.run("echo to the child | " + RUN_AS + "cat").out());
    }

    @Rows("P2")
    @Test
    void theEndpointIsTheChildsAloneAndGoneAfterIt() {
        Result result = person.run(RUN_AS
                + "sh -c 'curl -s -o /dev/null -w \"%{http_code} \" $AWS_CONTAINER_CREDENTIALS_FULL_URI;"
                + " curl -s -H \"Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN\" $AWS_CONTAINER_CREDENTIALS_FULL_URI;"
                + " echo; echo $AWS_CONTAINER_CREDENTIALS_FULL_URI'");
        assertEquals(0, result.exit(), result.err());
        Matcher answer = Pattern.compile("403 \\{\"AccessKeyId\":\"ASIA.*\"RoleArn\":"
                        + "\"arn:aws:iam::111111111111:role/PowerUserAccess\"}\n(http://127.0.0.1:\\d+/slot/run-as)\n")
                .matcher(result.out());
        assertTrue(answer.matches(), result.out());
        assertEquals(7, person.run("curl -s " + answer.group(1)).exit(), "connection refused");
    }

    @Rows("P2")
    @Test
    void theChildsEnvironmentDiffersByTheTableAlone() {
        String stale = "export AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_SESSION_TOKEN=c AWS_PROFILE=d "
                + "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI= AWS_SSO_ACCESS_TOKEN= AWS_REGION=eu-west-1 KEPT=1\n";
        Result result = person.run(stale
                + "env | grep -v ^_= | sort > before\n"
                + RUN_AS + "sh -c 'env | grep -v ^_= | sort > after'\n"
                + "diff before after | grep '^[<>]' | sed 's/=.*//' | sort\n");
        assertEquals(
                """
                < AWS_ACCESS_KEY_ID
                < AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
                < AWS_PROFILE
                < AWS_SECRET_ACCESS_KEY
                < AWS_SESSION_TOKEN
                < AWS_SSO_ACCESS_TOKEN
                > AWS_CONTAINER_AUTHORIZATION_TOKEN
                > AWS_CONTAINER_CREDENTIALS_FULL_URI
                > AWS_DEFAULT_REGION
                """
                        .replace("\n                ", "\n"),
                result.out().replaceAll("(?m)^[<>] (PWD|SHLVL|OLDPWD|AWS_SSO_TERMINALS.*)\n", ""),
                result.err());
    }

    @Test
    void keepsAShadowingDefaultAwayFromTheChild(@TempDir Path other) throws IOException {
        DocumentedHome shadowed = new DocumentedHome(other, sandbox)
                .file(".aws/credentials", "[default]\naws_access_key_id = AKIASHADOW\naws_secret_access_key = s\n")
                .file(".aws/config", "[default]\nregion = eu-west-1\ncredential_process = no-such-program\n");
        String token = person.run("cat $(get-aws-oidc-accessToken-cache)").out();
        shadowed.file(".aws/sso/cache/token.json", token);
        Result result = shadowed.run("aws-sso run-as --accesstoken-cache file://$HOME/.aws/sso/cache/token.json " + ROLE
                + "sh -c 'cat $AWS_CONFIG_FILE $AWS_SHARED_CREDENTIALS_FILE; stat -c %a $AWS_CONFIG_FILE;"
                + " echo $AWS_CONFIG_FILE > where; echo $AWS_REGION'");
        assertEquals(0, result.exit(), result.err());
        assertEquals("[default]\nregion = eu-west-1\n600\neu-west-1\n", result.out());
        assertTrue(result.err().contains("[default]"), result.err());
        assertEquals("", shadowed.run("ls $(cat where) 2>/dev/null").out());
    }

    // --- signals

    @ParameterizedTest
    @CsvSource({"INT", "TERM", "HUP", "USR1"})
    @EnabledOnOs(OS.LINUX)
    void passesOnWhatWasSentToItAlone(String signal) {
        // A session of its own has no terminal, so nobody else has told the child.
        Result result =
                person.run("rm -f got; setsid --wait " + RUN_AS + "sh -c 'trap \"echo got >> got; exit 9\" " + signal
                        + "; kill -" + signal + " $PPID; for i in $(seq 1200); do sleep 0.05; done'; echo $?; cat got");
        assertEquals("9\ngot\n", result.out(), result.err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void quitIsPassedOnWhereTheRuntimeGivesItAwayAndElseIgnored() {
        Result result = person.run(
                "rm -f got; setsid --wait " + RUN_AS + "sh -c 'trap \"echo got >> got; exit 9\" "
                        + "QUIT; kill -QUIT $PPID; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; done; exit 8'; echo $?; cat got");
        // HotSpot keeps the signal; its threads are printed on neither stream.
        boolean forwarded = !PackagedProgram.isOnJvm();
        assertEquals(forwarded ? "9\ngot\n" : "8\n", result.out(), result.err());
        assertEquals(
                "",
                result.err()
                        .lines()
                        .filter(line -> !line.startsWith("cat: got"))
                        .reduce("", String::concat));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlCReachesTheChildOnceAndLeavesNoProcess() {
        // The terminal's Ctrl-C goes to the shell of script(1) too, which has to live to tell what happened.
        Result result = person.run(
                """
                rm -f got ready
                cat > child <<'END'
                trap 'echo got >> got' INT
                echo $PPID > ready
                while [ ! -e got ]; do sleep 0.05; done
                sleep 0.5
                exit 5
                END
                { while [ ! -s ready ]; do sleep 0.05; done; printf '\\003'; while [ -e ready ]; do sleep 0.05; done; } |
                  script -qec 'trap : INT; %s sh child; code=$?; kill -0 $(cat ready) 2>/dev/null && echo alive; rm ready; exit $code' /dev/null
                echo "code $?"; cat got
                """
                        .formatted(RUN_AS));
        assertTrue(result.out().endsWith("code 5\ngot\n"), result.out() + result.err());
        assertFalse(result.out().contains("alive"), result.out());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlCEndsAChildThatDoesNotMind() {
        Result result = person.run(
                """
                rm -f ready
                { while [ ! -s ready ]; do sleep 0.05; done; printf '\\003'; while [ -e ready ]; do sleep 0.05; done; } |
                  script -qec 'trap : INT; %s sh -c "echo > ready; exec sleep 60"; code=$?; rm ready; exit $code' /dev/null
                echo "code $?"
                """
                        .formatted(RUN_AS));
        assertTrue(result.out().endsWith("code 130\n"), result.out() + result.err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void ctrlBackslashIsForTheChildAndPrintsNothingIntoItsOutput() {
        Result result = person.run(
                """
                rm -f got ready
                cat > child <<'END'
                trap 'echo got >> got' QUIT
                echo > ready
                while [ ! -e got ]; do sleep 0.05; done
                sleep 0.5
                echo of the child
                exit 5
                END
                { while [ ! -s ready ]; do sleep 0.05; done; printf '\\034'; while [ -e ready ]; do sleep 0.05; done; } |
                  script -qec 'trap : QUIT; %s sh child > child-out; code=$?; rm ready; exit $code' /dev/null > /dev/null
                echo "code $?"; cat got child-out
                """
                        .formatted(RUN_AS));
        assertEquals("code 5\ngot\nof the child\n", result.out(), result.err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stopsAndGoesOnWithItsChild() {
        Result result = person.run(
                """
                set -m
                rm -f ready go
                %s sh -c 'echo $$ > ready; while [ ! -e go ]; do sleep 0.05; done; exit 6' &
                job=$!
                while [ ! -s ready ]; do sleep 0.05; done
                state() { sed 's/.*) //; s/ .*//' /proc/$1/stat; }
                kill -TSTP -- -$job
                while [ "$(state $job)$(state $(cat ready))" != TT ]; do sleep 0.05; done
                touch go
                kill -CONT -- -$job
                wait $job; echo "code $?"
                """
                        .formatted(RUN_AS));
        assertTrue(result.out().endsWith("code 6\n"), result.out() + result.err());
    }

    // Nothing can be done at that moment; the next command that writes such files removes what is left.
    @Rows("P2")
    @Test
    @EnabledOnOs(OS.LINUX)
    void aKillLeavesNeitherAnEndpointNorForLongACopyOfTheConfig(@TempDir Path other) throws IOException {
        DocumentedHome shadowed = new DocumentedHome(other, sandbox)
                .file(".aws/credentials", "[default]\naws_access_key_id = AKIASHADOW\naws_secret_access_key = s\n")
                .file(".aws/config", "[default]\nregion = eu-west-1\ncredential_process = no-such-program\n");
        shadowed.file(
                ".aws/sso/cache/token.json",
                person.run("cat $(get-aws-oidc-accessToken-cache)").out());
        String runAs = "aws-sso run-as --accesstoken-cache file://$HOME/.aws/sso/cache/token.json " + ROLE;
        Result result = shadowed.run(
                """
                %s sh -c 'echo $AWS_CONTAINER_CREDENTIALS_FULL_URI > url; echo $AWS_CONFIG_FILE > copy; echo $PPID > pid;
                    while [ ! -e over ]; do sleep 0.05; done; echo over >> copy' 2>messages &
                while [ ! -s pid ]; do sleep 0.05; done
                copy=$(cat copy)
                kill -KILL $(cat pid)
                wait $!
                echo "code $?"
                curl -s $(cat url)
                echo "curl $?"
                touch over
                while [ $(wc -l < copy) -lt 2 ]; do sleep 0.05; done
                # As after some time: what is young may be in use without having been locked yet.
                touch -d '1 hour ago' ${copy%%/*}
                %s sh -c 'ls -d ${AWS_CONFIG_FILE%%/*/*}/* | wc -l' 2>/dev/null
                ls -A ${copy%%/*/*} | wc -l
                """
                        .formatted(runAs, runAs));
        assertEquals("code 137\ncurl 7\n1\n0\n", result.out(), result.err());
    }
}
