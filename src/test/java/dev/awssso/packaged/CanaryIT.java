package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.Fault;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.UserKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret that the sandbox issues, and every one that a person hands over, has a mark in it. A pass through all
 * commands, at their most verbose, leaves the mark nowhere but where the documents put it.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class CanaryIT {

    private static final String ROLE = " --account-id 111111111111 --role-name PowerUserAccess";
    private static final String SSO =
            " --debug --start-url https://d-987654321d.awsapps.com/start --sso-region us-east-1";
    private static final String AS_ROLE = SSO + ROLE;

    // Unlike every other run's, since all processes of this machine are looked at.
    private final String mark = "Canary" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private DocumentedHome person;
    private CommandLines seen;

    @BeforeEach
    void begin() {
        sandbox = RunningSandbox.start().marksSecrets(mark);
        person = new DocumentedHome(home, sandbox);
        seen = new CommandLines(mark);
    }

    @AfterEach
    void end() {
        seen.close();
        sandbox.close();
    }

    /** Runs lines whose stdout and stderr must be free of secrets; those that print one on purpose say where to. */
    private Result quiet(String script) {
        Result result = person.run(script);
        assertFree(result.out(), script);
        assertFree(result.err(), script);
        return result;
    }

    private void done(String script) {
        Result result = quiet("set -e\n" + script);
        assertEquals(0, result.exit(), () -> script + "\n" + result.err());
    }

    private void fails(String script) {
        Result result = quiet(script);
        assertTrue(result.exit() != 0, () -> "it did not fail: " + script);
    }

    private void assertFree(String text, String where) {
        assertFalse(
                text.toLowerCase(Locale.ROOT).contains(mark.toLowerCase(Locale.ROOT)),
                () -> where + "\n" + text.replace(mark, "<<<" + mark + ">>>"));
    }

    @Rows({"P1", "P3", "L11"})
    @Test
    void aPassThroughEveryCommandLeavesNoSecretBehind() throws Exception {
        signIn();
        identities();
        longTermKeys();
        refusalsAndBrokenServices();
        brokenFiles();
        credentialsServer();
        done("aws-sso logout --all --debug");

        assertEquals(List.of(), seen.marked(), "command lines");
        assertTrue(seen.saw("run-as") && seen.saw("ecs run") && seen.saw("credential-process"), "it looked");
        assertOnlyDocumentedFiles();

        // That it would have been seen: here a document itself puts a secret onto the command line.
        person.run("aws-sso login" + SSO + "\naws-sso getcallerid --sso-access-token $(get-aws-oidc-accessToken)"
                + AS_ROLE);
        assertFalse(seen.marked().isEmpty(), "a secret on a command line is seen");
    }

    private void signIn() {
        done("aws-sso login" + SSO);
        done("aws-sso login --use-device-code --force-refresh" + SSO);
        done("aws-sso login --refresh force" + SSO);
        done("aws-sso status --debug; aws-sso status --debug --output json");
        done("aws-sso accounts" + SSO + "; aws-sso roles --refresh-cache --output json" + SSO);
        done("aws-sso importcache --debug --accesstoken-cache file://$(get-aws-oidc-accessToken-cache)");
    }

    private void identities() {
        done("aws-sso getcallerid" + AS_ROLE);
        done("aws-sso run-as" + AS_ROLE + " true; aws-sso run-as --env" + AS_ROLE + " true");
        done("aws-sso runas" + AS_ROLE + " -c true");
        done("for form in linux mac windows powershell fish json; do\n" + "  aws-sso dumpcreds --outform $form"
                + AS_ROLE + " > payload-$form\ndone");
        done("aws-sso dumpcreds --credential-helper" + AS_ROLE + " > payload-helper");
        done("aws-sso credential-process" + AS_ROLE + " > payload-process");
        done("aws-sso console --no-browser" + AS_ROLE + " > payload-console");
        done("aws-sso console --duration 3600 --logout-first" + AS_ROLE);
        done("aws-sso getcallerid --assume-roles 'arn:aws:iam::111111111111:role/IntermediateRole,"
                + "arn:aws:iam::222222222222:role/TargetRole'" + AS_ROLE);
        done("aws-sso getcallerid --sso-access-token -" + AS_ROLE + " <<< $(get-aws-oidc-accessToken)");
        done("AWS_SSO_ACCESS_TOKEN=$(get-aws-oidc-accessToken) aws-sso run-as" + AS_ROLE + " true");
        done("get-aws-oidc-accessToken > given-token\naws-sso dumpconfig --sso-access-token-file given-token" + SSO);
        done("aws-sso configure profile dev" + AS_ROLE);
        done("aws-sso configure populate --dry-run" + SSO + "\naws-sso configure populate" + SSO);
    }

    private void longTermKeys() {
        UserKeys keys = sandbox.controls().createUser("111111111111", "ima");
        person.file(
                "given-keys",
                "export AWS_ACCESS_KEY_ID=" + keys.accessKeyId() + " AWS_SECRET_ACCESS_KEY=" + keys.secretAccessKey());
        String with = "source given-keys\naws-sso ";
        done(with + "getcallerid --debug");
        done(with + "dumpcreds --debug --get-session-token > payload-session");
        done(with + "console --debug --get-federation-token");
        fails(with + "console --debug");
        fails(with + "dumpcreds --debug --get-session-token --serial-number arn:aws:iam::111111111111:mfa/x"
                + " --token-code 123456");
        done(with + "run-as --debug --env --assume-roles arn:aws:iam::222222222222:role/TargetRole"
                + " --region us-east-1 true || true");
    }

    private void refusalsAndBrokenServices() {
        fails("aws-sso getcallerid --assume-roles arn:aws:iam::222222222222:role/DeniedRole" + AS_ROLE);
        fails("aws-sso getcallerid --account-id 222222222222 --role-name NotMine" + SSO);
        fails("aws-sso run-as --account-id 222222222222 --role-name NotMine" + SSO + " true");
        fails("aws-sso console --destination $'/x\\ny'" + AS_ROLE);
        Map<String, String> callers = Map.of(
                "GetRoleCredentials", "dumpcreds" + AS_ROLE + " > payload-creds",
                "GetCallerIdentity", "getcallerid" + AS_ROLE,
                "GetSigninToken", "console --no-browser" + AS_ROLE + " > payload-console",
                "ListAccounts", "accounts --refresh-cache" + SSO,
                "CreateToken", "login --use-device-code --force-refresh" + SSO);
        callers.forEach((operation, command) -> {
            for (Fault fault : List.of(Fault.GARBAGE, Fault.UNAVAILABLE)) {
                sandbox.fails(operation, fault, operation.equals("CreateToken") ? 1 : 5);
                quiet("aws-sso " + command);
                sandbox.controls().clearFaults();
            }
        });
        sandbox.expiresAccessTokens();
        done("aws-sso getcallerid" + AS_ROLE);
        sandbox.revokesSessions();
        fails("aws-sso getcallerid --sso-access-token-file given-token" + AS_ROLE);
        fails("aws-sso credential-process" + AS_ROLE);
        done("aws-sso login --force-refresh" + SSO);
    }

    private void brokenFiles() throws IOException {
        done("cp $(get-aws-oidc-accessToken-cache) given-broken; truncate -s -5 given-broken");
        fails("aws-sso importcache --debug --accesstoken-cache file://$HOME/given-broken");
        fails("aws-sso getcallerid --accesstoken-cache file://$HOME/given-broken" + AS_ROLE);
        String config = person.read(".aws/config");
        person.file("given-document", "{\"Version\":1,\"SecretAccessKey\":\"" + mark + "\",\"SessionToken\":\"" + mark);
        person.file(
                ".aws/config",
                "[profile loose]\ncredential_process = cat " + home.resolve("given-document")
                        + "\n[profile half]\naws_secret_access_key = " + mark
                        + "\n[profile open\naws_secret_access_key " + mark + "\n");
        for (String profile : List.of("loose", "half", "open")) {
            fails("aws-sso getcallerid --debug --profile " + profile);
            quiet("aws-sso configure profile " + profile + AS_ROLE + " --dry-run > payload-config");
        }
        person.file(".aws/config", config);
    }

    private void credentialsServer() throws IOException {
        done("echo 'Bearer " + mark + "0123456789abcdefghij' | aws-sso ecs bearer-token --debug -");
        person.file(
                ".aws/config",
                person.read(".aws/config") + "\n[profile chain]\nrole_arn = arn:aws:iam::222222222222:role/TargetRole\n"
                        + "source_profile = dev\n");
        RunningProgram server = PackagedProgram.at(home)
                .with(sandbox.environment())
                .with("QUARKUS_LOG_LEVEL", "DEBUG")
                .with("QUARKUS_LOG_CATEGORY__SUN_NET_WWW__LEVEL", "ALL")
                .with("QUARKUS_LOG_CATEGORY__SOFTWARE_AMAZON_AWSSDK__LEVEL", "ALL")
                .start(
                        PackagedProgram.URL,
                        "ecs",
                        "run",
                        "--debug",
                        "--port",
                        "0",
                        "--slot",
                        "chain",
                        "--audit-log",
                        home + "/audit");
        try (server) {
            String to = " --debug --server " + server.url();
            done("aws-sso ecs load --profile dev" + to + "\naws-sso ecs load --slotted --profile dev" + to);
            done("aws-sso ecs load --static --slotted" + ROLE + to);
            done("aws-sso ecs list" + to + "; aws-sso ecs profile --output json" + to + "; aws-sso ecs status" + to);
            done(
                    "aws-sso ecs bearer-token --debug --slot dev --write payload-read-token; aws-sso ecs bearer-token --list");
            done("aws-sso ecs env --debug --slot dev");
            // At this log level the framework names its address first, without a slash at the end.
            String url = server.url().resolve("/").toString();
            // The server goes through the chain by itself.
            person.file(
                    "given-get",
                    "header = \"Authorization: Bearer " + mark + "0123456789abcdefghij\"\nurl = \"" + url
                            + "slot/chain\"\n");
            done("until curl -sf -o /dev/null -K given-get; do sleep 0.1; done");
            quiet("curl -sS -X PUT -H \"Authorization: Bearer " + mark.substring(1) + "\" -d '{\"Token\":\"x' " + url);
            person.file(
                    "given-request",
                    "header = \"Authorization: Bearer " + mark + "0123456789abcdefghij\"\nurl = \"" + url + "\"\n"
                            + "request = PUT\ndata = \"{\\\"AccessKeyId\\\": \\\"" + mark + "\\\", \\\"" + mark
                            + "\\\": \\\"" + mark + " \\\", \\\"Token\\\": 7, \\\"Expiration\\\": \\\"" + mark
                            + "\\\"}\"");
            quiet("curl -sS -K given-request");
            done("aws-sso ecs unload" + to + "; aws-sso ecs unload --all" + to);
            server.terminate();
            assertFree(server.out() + server.err(), "the server's output");
            assertTrue(Files.size(home.resolve("audit")) > 0, "there is an audit log");
        }
        done("aws-sso ecs bearer-token --debug --print > payload-token; aws-sso ecs bearer-token --delete");
    }

    // payload-*: stdout that is a secret by its nature; given-*: what this test wrote itself.
    private void assertOnlyDocumentedFiles() throws IOException {
        Pattern documented =
                Pattern.compile("(payload|given)-.*|out|err|opened|script|\\.aws/(sso|cli)/cache/[0-9a-f]{40}\\.json"
                        + "|\\.local/share/aws-sso/.*");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                boolean free =
                        !Files.readString(file, StandardCharsets.ISO_8859_1).contains(mark);
                assertTrue(free || documented.matcher(name).matches(), name);
                assertTrue(
                        free
                                || !name.startsWith(".")
                                || DocumentedHome.mode(file).equals("rw-------"),
                        () -> name + " can be read by others");
            }
        }
    }
}
