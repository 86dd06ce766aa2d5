package dev.awssso.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profiles;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RoleRef;
import dev.awssso.roles.RoleRequest;
import dev.awssso.roles.RoleSelection;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.TokenSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartingPointsTest {

    private static final RoleRequest NOTHING = new RoleRequest(null, null, null);

    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();
    private final RecordingSts sts = new RecordingSts();
    private final FakeIdentityCenter identityCenter = new FakeIdentityCenter();

    @BeforeEach
    void offEc2() {
        variables.put("HOME", home.toString());
        variables.put("PATH", System.getenv("PATH"));
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    private void config(String text) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), text);
    }

    private Optional<StartingPoint> find(RoleRequest request) {
        Environment environment = new Environment(variables, OperatingSystem.LINUX);
        return new StartingPoints(
                        environment,
                        () -> Profiles.load(environment),
                        identityCenter,
                        new StartingPoints.Services(
                                () -> sts,
                                serial -> Secret.of("123456"),
                                new LoginSessions(
                                        environment, InstantSource.system(), Sleeper.real(), () -> session -> {
                                            throw new AssertionError("no sign-in is renewed here");
                                        })))
                .find(request, false, null);
    }

    private String keyOf(RoleRequest request) {
        return find(request).orElseThrow().source().fetch().accessKeyId();
    }

    private String keyOfProfile(String name) {
        return keyOf(new RoleRequest(null, null, name));
    }

    @Test
    void nothingAnywhereIsNothing() {
        assertTrue(find(NOTHING).isEmpty());
    }

    @Test
    void theOrderIsRoleProfileEnvironmentSelectedDefault() throws IOException {
        config(
                """
                [default]
                aws_access_key_id = AKIADEFAULT
                aws_secret_access_key = s
                [profile chosen]
                aws_access_key_id = AKIACHOSEN
                aws_secret_access_key = s
                [profile named]
                aws_access_key_id = AKIANAMED
                aws_secret_access_key = s
                """);
        assertEquals("AKIADEFAULT", keyOf(NOTHING));
        variables.put("AWS_PROFILE", "chosen");
        assertEquals("AKIACHOSEN", keyOf(NOTHING));
        variables.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        variables.put("AWS_SECRET_ACCESS_KEY", "s");
        assertEquals("AKIAENV", keyOf(NOTHING));
        assertEquals("AKIANAMED", keyOfProfile("named"));
        RoleRequest role = new RoleRequest(new AccountSpec.ById(new AccountId("111111111111"), false), "Dev", "named");
        assertEquals("SSO-111111111111-Dev", keyOf(role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void identityCenterProfiles(String profile) throws IOException {
        config(
                """
                [sso-session my-sso]
                sso_start_url = https://d-1.awsapps.com/start
                sso_region = eu-west-1
                [profile modern]
                sso_session = my-sso
                sso_account_id = 111111111111
                sso_role_name = Dev
                credential_process = no-such-program
                [profile legacy]
                sso_start_url = https://d-1.awsapps.com/start
                sso_region = eu-west-1
                sso_account_id = 111111111111
                sso_role_name = Dev
                """);
        StartingPoint start = find(new RoleRequest(null, null, profile)).orElseThrow();
        assertEquals("SSO-111111111111-Dev", start.source().fetch().accessKeyId());
        assertEquals(Origin.IDENTITY_CENTER, start.origin());
        assertEquals("eu-west-1", start.ssoRegion());
        assertEquals("https://d-1.awsapps.com/start", start.startUrl());
    }

    @Test
    void aRoleProfileOnIdentityCenterUsesOneRegion() throws IOException {
        config(
                """
                [sso-session s]
                sso_start_url = https://d-1.awsapps.com/start
                sso_region = eu-west-1
                [profile base]
                sso_session = s
                sso_account_id = 111111111111
                sso_role_name = Dev
                [profile one]
                role_arn = arn:aws:iam::222222222222:role/One
                source_profile = base
                external_id = xid
                role_session_name = sess
                [profile two]
                role_arn = arn:aws:iam::333333333333:role/Two
                source_profile = one
                role_session_name = sess
                region = ap-south-1
                """);
        StartingPoint start = find(new RoleRequest(null, null, "two")).orElseThrow();
        start.source().fetch();
        assertEquals(
                List.of("ap-south-1 SSO-111111111111-Dev role=One as=sess id=xid", "ap-south-1 ASIA1 role=Two as=sess"),
                sts.calls);
        assertEquals(Origin.ASSUMED_FROM_SESSION, start.origin());
        sts.calls.clear();
        keyOfProfile("one");
        assertEquals(List.of("eu-west-1 SSO-111111111111-Dev role=One as=sess id=xid"), sts.calls);
    }

    @Test
    void aCircleOfProfilesShowsTheChain() throws IOException {
        config(
                """
                [profile a]
                role_arn = arn:aws:iam::222222222222:role/A
                source_profile = b
                [profile b]
                role_arn = arn:aws:iam::222222222222:role/B
                source_profile = c
                [profile c]
                role_arn = arn:aws:iam::222222222222:role/C
                source_profile = a
                """);
        Problem problem = assertThrows(Problem.LocalFile.class, () -> keyOfProfile("a"));
        assertTrue(String.valueOf(problem.why()).startsWith("a -> b -> c -> a; "), problem.why());
    }

    // botocore: keys end the circle only for a profile that is its own source.
    @Test
    void keysOfAProfileOnTheWayDoNotEndACircle() throws IOException {
        config(
                """
                [profile a]
                role_arn = arn:aws:iam::222222222222:role/A
                source_profile = b
                aws_access_key_id = AKIAOFA
                aws_secret_access_key = s
                [profile b]
                role_arn = arn:aws:iam::222222222222:role/B
                source_profile = a
                """);
        Problem problem = assertThrows(Problem.LocalFile.class, () -> keyOfProfile("a"));
        assertTrue(String.valueOf(problem.why()).startsWith("a -> b -> a; "), problem.why());
        assertEquals("ASIA1", keyOfProfile("b"));
    }

    @Test
    void aProfileMayNameItselfAsTheSourceOfItsKeys() throws IOException {
        config(
                """
                [profile self]
                role_arn = arn:aws:iam::222222222222:role/A
                source_profile = self
                role_session_name = sess
                aws_access_key_id = AKIASELF
                aws_secret_access_key = s
                mfa_serial = GAHT123456
                """);
        assertEquals("ASIA1", keyOfProfile("self"));
        assertEquals(List.of("us-east-1 AKIASELF role=A as=sess mfa=GAHT123456"), sts.calls);
    }

    // The kinds in the order of botocore 1.43: each profile has them all, less those before.
    @Test
    void ofSeveralKindsTheFirstOfTheOrderCounts() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "jwt");
        Path program = Files.writeString(
                home.resolve("give"),
                "#!/bin/sh\necho '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\"s\"}'\n");
        assertTrue(program.toFile().setExecutable(true));
        String keys = "aws_access_key_id = AKIACONFIG\naws_secret_access_key = s\n";
        String process = "credential_process = " + program + "\n" + keys;
        String sso = "sso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n"
                + "sso_account_id = 111111111111\nsso_role_name = Dev\n" + process;
        String role = "role_arn = arn:aws:iam::222222222222:role/A\n";
        config("[profile role]\n" + role + "source_profile = keys\n" + sso
                + "[profile web]\n" + role + "web_identity_token_file = " + token + "\nsource_profile = keys\n" + sso
                + "[profile sso]\n" + sso
                + "[profile shared]\n" + process
                + "[profile process]\n" + process
                + "[profile keys]\n" + keys);
        StringBuilder credentials = new StringBuilder();
        for (String name : List.of("role", "web", "sso", "shared")) {
            credentials.append("[" + name + "]\naws_access_key_id = AKIASHARED\naws_secret_access_key = s\n");
        }
        Files.writeString(home.resolve(".aws/credentials"), credentials);

        assertEquals("ASIA1", keyOfProfile("role"));
        assertEquals("ASIAWEB", keyOfProfile("web"));
        assertEquals("SSO-111111111111-Dev", keyOfProfile("sso"));
        assertEquals("AKIASHARED", keyOfProfile("shared"));
        assertEquals("AKIAPROC", keyOfProfile("process"));
        assertEquals("AKIACONFIG", keyOfProfile("keys"));
    }

    @Test
    void aSourceThatHoldsKeysIsUsedWithoutItsRoleAndByTheSameOrder() throws IOException {
        config(
                """
                [profile outer]
                role_arn = arn:aws:iam::222222222222:role/A
                source_profile = inner
                role_session_name = sess
                [profile inner]
                role_arn = arn:aws:iam::222222222222:role/B
                source_profile = nowhere
                sso_start_url = https://d-1.awsapps.com/start
                sso_region = us-east-1
                sso_account_id = 111111111111
                sso_role_name = Dev
                aws_access_key_id = AKIAINNER
                aws_secret_access_key = s
                """);
        assertEquals("ASIA1", keyOfProfile("outer"));
        assertEquals(List.of("us-east-1 SSO-111111111111-Dev role=A as=sess"), sts.calls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_access_key_id = AKIAONE|aws_secret_access_key = s",
                "aws_secret_access_key = s|aws_access_key_id = AKIAONE",
            })
    void neverMixesTheKeysOfTwoFiles(String ofConfig, String ofCredentials) throws IOException {
        config("[profile split]\n" + ofConfig + "\n");
        Files.writeString(home.resolve(".aws/credentials"), "[split]\n" + ofCredentials + "\n");
        Problem problem = assertThrows(Problem.LocalFile.class, () -> keyOfProfile("split"));
        assertTrue(
                String.valueOf(problem.why()).startsWith("it has aws_access_key_id but no aws_secret_access_key; "),
                problem.why());
    }

    @Test
    void takesNoSessionTokenFromTheOtherFile() throws IOException {
        config("[profile mine]\naws_session_token = stale\n");
        Files.writeString(
                home.resolve(".aws/credentials"), "[mine]\naws_access_key_id = AKIAONE\naws_secret_access_key = s\n");
        RoleCredentials keys =
                find(new RoleRequest(null, null, "mine")).orElseThrow().source().fetch();
        assertEquals("AKIAONE", keys.accessKeyId());
        assertNull(keys.sessionToken());
    }

    @Test
    void credentialSourceEnvironment() throws IOException {
        config(
                """
                [profile env]
                role_arn = arn:aws:iam::222222222222:role/A
                credential_source = Environment
                role_session_name = sess
                duration_seconds = 900
                """);
        variables.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        variables.put("AWS_SECRET_ACCESS_KEY", "s");
        assertEquals("ASIA1", keyOfProfile("env"));
        assertEquals(List.of("us-east-1 AKIAENV role=A as=sess for=900"), sts.calls);
    }

    @Test
    void webIdentityOfAProfileAndOfTheEnvironment() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "jwt\n");
        config("[profile web]\nrole_arn = arn:aws:iam::222222222222:role/A\nweb_identity_token_file = " + token + "\n");
        assertEquals("ASIAWEB", keyOfProfile("web"));
        variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        variables.put("AWS_ROLE_ARN", "arn:aws:iam::222222222222:role/B");
        variables.put("AWS_REGION", "eu-west-1");
        assertEquals("ASIAWEB", keyOf(NOTHING));
        assertEquals(
                List.of("us-east-1 - web=A as=aws-sso token=jwt", "eu-west-1 - web=B as=aws-sso token=jwt"), sts.calls);
    }

    @Test
    void aProgramThatGivesKeys() throws IOException {
        Path program = Files.writeString(
                home.resolve("give keys"),
                "#!/bin/sh\necho \"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"$1\\\",\\\"SecretAccessKey\\\":\\\"s\\\","
                        + "\\\"SessionToken\\\":\\\"t\\\",\\\"Expiration\\\":\\\"2026-11-21T09:00:00Z\\\"}\"\n");
        assertTrue(program.toFile().setExecutable(true));
        config("[profile proc]\ncredential_process = \"" + program + "\" 'ASIA X'\n");
        RoleCredentials keys =
                find(new RoleRequest(null, null, "proc")).orElseThrow().source().fetch();
        assertEquals("ASIA X", keys.accessKeyId());
        assertEquals(Instant.parse("2026-11-21T09:00:00Z"), keys.expiresAt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo '{'|not valid JSON",
                "echo {}|Version",
                "echo '{\"Version\":2}'|Version",
                "echo '{\"Version\":1,\"AccessKeyId\":\"hidden\"}'|SecretAccessKey",
                "sh -c 'echo canary; echo sorry >&2; exit 3'|exited with code 3: sorry",
                "no-such-program-here|cannot run no-such-program-here",
            })
    void tellsWhatIsWrongWithAProgramAndNothingOfItsOutput(String command, String why) throws IOException {
        config("[profile proc]\ncredential_process = " + command + "\n");
        Problem problem = assertThrows(Problem.LocalFile.class, () -> keyOfProfile("proc"));
        assertTrue(problem.getMessage().contains(why), problem.getMessage());
        assertTrue(!problem.getMessage().contains("hidden")
                && !problem.getMessage().contains("canary"));
    }

    @Test
    void aProgramThatLeadsBackToItsProfileEndsAtOnce() throws IOException {
        config("[profile loop]\ncredential_process = aws-sso credential-process --profile loop\n");
        variables.put(CredentialProcess.GUARD, "loop");
        Problem problem = assertThrows(Problem.LocalFile.class, () -> keyOfProfile("loop"));
        assertTrue(String.valueOf(problem.why()).startsWith("loop -> loop; "), problem.why());
    }

    @Test
    void theContainersEndpointIsAskedWithItsToken() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/slot/dev", exchange -> {
            asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = ("{\"AccessKeyId\":\"ASIACONT\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
                            + "\"Expiration\":\"2026-11-21T09:00:00Z\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            variables.put(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/slot/dev");
            variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer abc");
            assertEquals("ASIACONT", keyOf(NOTHING));
            assertEquals(List.of("Bearer abc"), asked);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/x", "ftp://127.0.0.1/", "nonsense", "http://127.0.0.1.evil.example/"})
    void takesNoKeysFromAnAddressElsewhere(String address) {
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
        assertThrows(Problem.Usage.class, () -> find(NOTHING));
    }

    @Test
    void anInstanceIsAskedByVersionTwo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean proven = "tok".equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
            String body =
                    switch (path) {
                        case "/latest/api/token" -> exchange.getRequestMethod().equals("PUT") ? "tok" : "";
                        case "/latest/meta-data/iam/security-credentials/" -> proven ? "Role" : "";
                        case "/latest/meta-data/iam/security-credentials/Role" ->
                            proven
                                    ? "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIAEC2\",\"SecretAccessKey\":\"s\","
                                            + "\"Token\":\"t\",\"Expiration\":\"2026-11-21T09:00:00Z\"}"
                                    : "";
                        default -> "";
                    };
            exchange.sendResponseHeaders(body.isEmpty() ? 401 : 200, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            variables.remove("AWS_EC2_METADATA_DISABLED");
            variables.put(
                    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertEquals("ASIAEC2", keyOf(NOTHING));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesWhatDoesNotExist() throws IOException {
        config("[profile empty]\nregion = us-east-1\n");
        assertThrows(Problem.NotFound.class, () -> keyOfProfile("empty"));
        variables.put("AWS_PROFILE", "gone");
        assertThrows(Problem.NotFound.class, () -> find(NOTHING));
    }

    @Test
    void refusesHalfAPair() {
        variables.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        assertThrows(Problem.Usage.class, () -> find(NOTHING));
    }

    @Test
    void asksForAnotherTokenOnceAndForLaterOnesWithoutAPerson() {
        identityCenter.rejected = "first";
        RoleRequest role = new RoleRequest(new AccountSpec.ById(new AccountId("111111111111"), false), "Dev", null);
        CredentialSource source = find(role).orElseThrow().source();
        source.fetch();
        source.fetch();
        assertEquals(List.of("first", "replaced", "later"), identityCenter.tokens);
    }

    /** A portal that takes every token but one and names the key after the role. */
    private static final class FakeIdentityCenter implements IdentityCenterRoles {
        private final List<String> tokens = new ArrayList<>();
        private String rejected = "";

        @Override
        public RoleSelection select(RoleRequest request) {
            AccountSpec.ById account = (AccountSpec.ById) request.account();
            return new RoleSelection(
                    new Instance("https://d-1.awsapps.com/start", "us-east-1", null, List.of()),
                    new RoleRef(account.id(), request.roleName()),
                    request.profile());
        }

        @Override
        public TokenSource tokens(RoleSelection selection) {
            return source("first");
        }

        @Override
        public TokenSource tokensLater(RoleSelection selection, TokenSource first) {
            return source("later");
        }

        private static TokenSource source(String name) {
            return new TokenSource() {
                @Override
                public AccessToken current() {
                    return new AccessToken(Secret.of(name), Instant.MAX);
                }

                @Override
                public AccessToken replacement(AccessToken rejected) {
                    return new AccessToken(Secret.of("replaced"), Instant.MAX);
                }
            };
        }

        @Override
        public RoleVendor vendor() {
            return (instance, token, role) -> {
                tokens.add(token.value().reveal());
                if (token.value().reveal().equals(rejected)) {
                    throw new Problem.SignIn("rejected", null, null);
                }
                return new RoleCredentials(
                        "SSO-" + role.account() + "-" + role.roleName(),
                        Secret.of("s"),
                        Secret.of("t"),
                        RecordingSts.EXPIRY,
                        role.account());
            };
        }
    }
}
