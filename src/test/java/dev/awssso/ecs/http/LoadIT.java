package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a PUT may hold, in both shapes, and what each broken rule is answered with. */
class LoadIT {

    private static final String CANARY = "CANARYCANARYCANARY7";

    @TempDir
    static Path home;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException {
        signedIn("corp", "eu-west-1");
        signedIn("gov", "us-gov-west-1");
        signedIn("sovereign", "eusc-de-east-1");
        signedIn("https://corp.awsapps.com/start", "eu-west-1");
        Files.writeString(
                home.resolve(".aws").resolve("config"),
                """
                [profile beijing]
                sso_start_url = https://start.home.awsapps.cn/directory/d-1
                sso_region = cn-north-1
                sso_account_id = 000011112222
                sso_role_name = Developer
                """);
        server = TestServer.open(home);
    }

    // As the AWS CLI files it; the token has run out, which is no hindrance.
    private static void signedIn(String key, String region) throws IOException, NoSuchAlgorithmException {
        Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
        String name = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(
                cache.resolve(name + ".json"),
                "{\"startUrl\": \"https://corp.awsapps.com/start\", \"region\": \"" + region
                        + "\", \"accessToken\": \"t\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
    }

    @AfterAll
    static void end() {
        String err = server.program().err();
        server.close();
        // R16, P3: whatever was refused above, nothing of it was written down.
        for (String secret : List.of(CANARY, Loads.SECRET, Loads.TOKEN)) {
            assertFalse(err.contains(secret), err);
        }
    }

    @BeforeEach
    void loaded() {
        server.clear();
        assertEquals(200, server.put("/slot/dev", Loads.of("dev")).status());
    }

    private static String refused(int status, String path, String body) {
        String before = server.get("/slot/dev").body();
        RawHttp.Reply reply = server.put(path, body);
        assertEquals(status, reply.status(), reply.body() + " for " + body);
        assertFalse(reply.body().contains(CANARY), reply.body());
        assertEquals(before, server.get("/slot/dev").body());
        return JsonObject.parse(reply.bytes()).string("message").orElseThrow();
    }

    @Test
    void takesTheShapeOfTheOlderClient() {
        RawHttp.Reply put = server.put("/slot/dev", Loads.text(Loads.foreign("dev")));

        assertEquals(200, put.status());
        JsonObject read = JsonObject.parse(server.get("/slot/dev").bytes());
        assertEquals("000011112222", read.value("AccountId"));
        assertEquals("arn:aws:iam::000011112222:role/Developer", read.value("RoleArn"));
        assertTrue(read.string("Expiration").orElseThrow().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "APPLICATION/JSON; charset=\"utf-8\""
            })
    void takesTheseMediaTypes(String type) {
        assertEquals(200, typed(type).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json; charset=latin1",
                "application/json; x=y",
                "application/jsonx",
                "",
                "application/x-www-form-urlencoded",
                "application/json, text/plain"
            })
    void takesNoOtherMediaType(String type) {
        assertEquals(415, typed(type).status());
    }

    private static RawHttp.Reply typed(String type) {
        try (RawHttp connection = server.connect()) {
            return connection
                    .send(server.request("PUT", "/slot/dev", Loads.of("dev"), "Content-Type: " + type))
                    .reply();
        }
    }

    @Test
    void takesNoContentCodingAndNoMissingType() {
        assertEquals(
                415,
                server.put("/slot/dev", Loads.of("dev"), "Content-Encoding: gzip")
                        .status());
        try (RawHttp connection = server.connect()) {
            assertEquals(
                    415,
                    connection
                            .send(server.request("PUT", "/slot/dev", Loads.of("dev")))
                            .reply()
                            .status());
        }
    }

    @Rows("R3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "0",
                "1.5",
                "1e12",
                "1e400",
                "\"12\"",
                "null",
                "1000000000000",
                "true",
                "{}",
                "[]",
                "\"\"",
                "\"00001111222a\""
            })
    void anAccountIdThatIsNoneIsNamed(String json) {
        String body = Loads.text(Loads.foreign("dev")).replace("\"accountId\":11112222", "\"accountId\":" + json);

        String message = refused(422, "/slot/dev", body);

        assertTrue(message.startsWith("Field Creds.accountId: "), message);
        assertEquals(200, server.get("/slot").status());
        assertEquals(410, server.get("/profile").status());
    }

    @Rows("R3")
    @Test
    void anAccountIdIsStoredAsTwelveDigits() {
        for (Object id : List.of(1L, "000000000001")) {
            assertEquals(
                    200,
                    server.put("/", Loads.text(Loads.foreign("dev", "accountId", id)))
                            .status());
            assertEquals(
                    "000000000001",
                    JsonObject.parse(server.get("/profile").bytes()).value("AccountId"));
        }
    }

    @Rows({"R17", "R7"})
    @ParameterizedTest
    @MethodSource("deadMoments")
    void anExpirationMustBeAliveInMilliseconds(Object value) {
        for (String path : List.of("/", "/slot/dev")) {
            String message = refused(422, path, Loads.text(Loads.foreign("dev", "expiration", value)));
            assertTrue(message.startsWith("Field Creds.expiration: "), message);
        }
    }

    static Stream<Object> deadMoments() {
        Instant now = Instant.now();
        return Stream.of(
                now.plusSeconds(3600).getEpochSecond(),
                -1L,
                0L,
                "2038-01-01T00:00:00Z",
                BigInteger.ONE.shiftLeft(63),
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                now.minusSeconds(60).toEpochMilli(),
                now.plusSeconds(20).toEpochMilli(),
                now.plusSeconds(37 * 3600).toEpochMilli(),
                new BigDecimal("1.5"),
                true);
    }

    @Test
    void secondsGetAHint() {
        long seconds = Instant.now().plusSeconds(3600).getEpochSecond();

        String message = refused(422, "/", Loads.text(Loads.foreign("dev", "expiration", seconds)));

        assertTrue(message.contains("expiration must be milliseconds"), message);
    }

    @Rows("R7")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-01T00:00:00Z",
                "2038-01-01T00:00:00Z",
                "2026-03-01T17:25:42",
                "yesterday",
                "",
                "2026-03-01",
                "2026-13-01T00:00:00Z",
                "2026-03-01 17:25:42Z"
            })
    void ourOwnExpirationMustBeAliveWithAZone(String text) {
        for (String path : List.of("/", "/slot/dev")) {
            String message = refused(422, path, Loads.text(Loads.own("dev").with("Expiration", text)));
            assertTrue(message.startsWith("Field Expiration: "), message);
        }
    }

    @Test
    void anExpirationIsWrittenInUtcAndWholeSeconds() {
        Instant end = Instant.parse(TestServer.inSeconds(3600));
        // ISO_OFFSET_DATE_TIME, as toString leaves out the seconds of a whole minute.
        String offset = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                end.plusMillis(999).atOffset(ZoneOffset.ofHours(5)));

        assertEquals(
                200,
                server.put("/", Loads.text(Loads.own("dev").with("Expiration", offset)))
                        .status());

        assertEquals(end.toString(), JsonObject.parse(server.get("/").bytes()).value("Expiration"));
    }

    @Rows("L7")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accessKeyId     | Creds.accessKeyId     | AccessKeyId",
                "secretAccessKey | Creds.secretAccessKey | SecretAccessKey",
                "sessionToken    | Creds.sessionToken    | Token",
                "roleName        | Creds.roleName        | RoleName"
            })
    void everyTextHasItsForm(String foreign, String path, String own) {
        for (Object bad :
                new Object[] {"", CANARY + " x", CANARY + "é", CANARY + "\u0000", "x".repeat(9000), 7L, null}) {
            String message = refused(422, "/slot/dev", Loads.text(Loads.foreign("dev", foreign, bad)));
            assertTrue(message.startsWith("Field " + path + ": "), message);
            String other = refused(422, "/slot/dev", Loads.text(Loads.own("dev").with(own, bad)));
            assertTrue(other.startsWith("Field " + own + ": "), other);
        }
        JsonObject creds = Loads.creds().without(List.of(foreign));
        String missing = refused(
                422,
                "/slot/dev",
                Loads.text(JsonObject.empty().with("Creds", creds).with("ProfileName", "dev")));
        assertEquals("Field " + path + ": missing.", missing);
        assertEquals(
                "Field " + own + ": missing.",
                refused(422, "/slot/dev", Loads.text(Loads.own("dev").without(List.of(own)))));
    }

    @Test
    void unknownKeysAreTheOlderClientsBusinessAndNotOurs() {
        JsonObject foreign = Loads.foreign("dev", "more", "x").with("More", 1L);
        assertEquals(200, server.put("/slot/dev", Loads.text(foreign)).status());

        assertEquals(
                "Field SecretAccessKeyId: unknown.",
                refused(422, "/slot/dev", Loads.text(Loads.own("dev").with("SecretAccessKeyId", CANARY))));
        String unnamed = refused(422, "/slot/dev", Loads.text(Loads.own("dev").with(CANARY, "x")));
        assertEquals("The body has an unknown field.", unnamed);
    }

    @Test
    void oneBodyHasOneShape() {
        String message =
                refused(422, "/slot/dev", Loads.text(Loads.foreign("dev").with("AccessKeyId", Loads.KEY_ID)));
        assertTrue(message.startsWith("Field Creds: "), message);
        refused(422, "/slot/dev", "{\"Creds\":null,\"ProfileName\":\"dev\"}");
        refused(422, "/slot/dev", "{\"Creds\":[],\"ProfileName\":\"dev\"}");
        refused(422, "/slot/dev", "[]");
        refused(422, "/slot/dev", "\"" + CANARY + "\"");
    }

    @Rows({"R15", "R16"})
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} x",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "// x\n{}",
                "{\"SecretAccessKey\":\"CANARYCANARYCANARY7",
                "CANARYCANARYCANARY7",
                "\ufeff{}",
                "[[[[[[[[[[]]]]]]]]]]",
                "{\"a\":01}"
            })
    void whatIsNoJsonIsNotQuoted(String body) {
        assertEquals("The body is not valid JSON.", refused(400, "/slot/dev", body));
    }

    @Test
    void otherEncodingsAreNoJson() {
        for (java.nio.charset.Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
            byte[] body =
                    Loads.text(Loads.own("dev")).replace("dev", "d\u00e9v").getBytes(charset);
            try (RawHttp connection = server.connect()) {
                connection.send(server.request(
                        "PUT", "/slot/dev", "", "Content-Type: application/json", "Content-Length: " + body.length));
                assertEquals(400, connection.send(body).reply().status());
            }
        }
    }

    @Test
    void aDefaultSlotNeedsAProfileNameAndANamedOneHasIt() {
        JsonObject unnamed = Loads.own("dev").without(List.of("ProfileName"));
        assertEquals("Field ProfileName: missing.", refused(422, "/", Loads.text(unnamed)));
        assertEquals(200, server.put("/slot/other", Loads.text(unnamed)).status());
        for (Object bad : List.of("", ".", "x".repeat(129), "a\u0007", 1L)) {
            String message = refused(422, "/", Loads.text(Loads.own("dev").with("ProfileName", bad)));
            assertTrue(message.startsWith("Field ProfileName: "), message);
        }
    }

    @Rows("R8")
    @ParameterizedTest
    @CsvSource({"arn:aws-us-gov, aws-us-gov", "arn:aws-cn, aws-cn", "arn:aws-eusc, aws-eusc"})
    void anArnKeepsItsPartition(String start, String partition) {
        JsonObject load = Loads.own("dev").with("RoleArn", start + ":iam::000011112222:role/a/path/Developer");

        assertEquals(200, server.put("/", Loads.text(load)).status());

        assertEquals(
                "arn:" + partition + ":iam::000011112222:role/a/path/Developer",
                JsonObject.parse(server.get("/").bytes()).value("RoleArn"));
        assertEquals(
                "Developer", JsonObject.parse(server.get("/profile").bytes()).value("RoleName"));
    }

    @Rows("R8")
    @Test
    void withoutAnArnTheSignInsRegionTellsThePartitionElseTheProfile() {
        JsonObject gov = Loads.own("dev")
                .with("Source", Loads.source().with("SsoSession", "gov").with("SsoRegion", "us-gov-west-1"));
        assertEquals(200, server.put("/", Loads.text(gov)).status());
        assertEquals("arn:aws-us-gov:iam::000011112222:role/Developer", arn());
        JsonObject eusc = Loads.own("dev")
                .with("Source", Loads.source().with("SsoSession", "sovereign").with("SsoRegion", "eusc-de-east-1"));
        assertEquals(200, server.put("/", Loads.text(eusc)).status());
        assertEquals("arn:aws-eusc:iam::000011112222:role/Developer", arn());
        assertEquals(200, server.put("/", Loads.text(Loads.foreign("beijing"))).status());
        assertEquals("arn:aws-cn:iam::000011112222:role/Developer", arn());
    }

    private static Object arn() {
        return JsonObject.parse(server.get("/").bytes()).value("RoleArn");
    }

    @Test
    void accountRoleAndArnMustAgree() {
        String arn = "arn:aws:iam::000011112222:role/Developer";
        JsonObject both = Loads.own("dev").with("RoleArn", arn);
        assertEquals(200, server.put("/", Loads.text(both)).status());
        assertEquals(
                200,
                server.put("/", Loads.text(both.without(List.of("AccountId", "RoleName"))))
                        .status());
        refused(422, "/", Loads.text(both.with("AccountId", "000011112223")));
        refused(422, "/", Loads.text(both.with("RoleName", "Admin")));
        for (String bad : List.of(
                "arn:aws:iam::1:role/x",
                "arn:moon:iam::000011112222:role/x",
                "x",
                "arn:aws:sts::000011112222:assumed-role/a/b",
                "arn:aws:iam::000011112222:role/" + "a/".repeat(1000) + "b")) {
            String message = refused(422, "/", Loads.text(Loads.own("dev").with("RoleArn", bad)));
            assertTrue(message.startsWith("Field RoleArn: "), message);
        }
    }

    @Rows("C8")
    @ParameterizedTest
    @ValueSource(ints = {4096, 8192})
    void longSessionTokensGoRound(int length) {
        String token = "t".repeat(length);

        assertEquals(
                200,
                server.put("/", Loads.text(Loads.own("dev").with("Token", token)))
                        .status());

        RawHttp.Reply reply = server.get("/");
        assertEquals(token, JsonObject.parse(reply.bytes()).value("Token"));
        assertTrue(reply.bytes().length < 10_000);
        refused(422, "/", Loads.text(Loads.own("dev").with("Token", token + "t".repeat(8193 - length))));
    }

    // Section 2, Source; L11
    @ParameterizedTest
    @MethodSource("badSources")
    void aSourceThatBreaksARuleIsNamed(String field, Object source) {
        String message = refused(422, "/slot/dev", Loads.text(Loads.own("dev").with("Source", source)));

        assertTrue(message.startsWith("Field " + field + ": "), message);
    }

    static Stream<Arguments> badSources() {
        JsonObject good = Loads.source();
        String arn = "arn:aws:iam::000011112222:role/Developer";
        return Stream.of(
                Arguments.of("Source", "x"),
                Arguments.of("Source.SsoSession", good.with("SsoSession", "nobody")),
                Arguments.of("Source.SsoSession", good.with("StartUrl", "https://corp.awsapps.com/start")),
                Arguments.of("Source.SsoSession", good.without(List.of("SsoSession"))),
                Arguments.of(
                        "Source.StartUrl",
                        good.without(List.of("SsoSession")).with("StartUrl", "https://evil.example")),
                Arguments.of("Source.SsoRegion", good.with("SsoRegion", "us-east-1")),
                Arguments.of("Source.SsoRegion", good.with("SsoRegion", "eu-west-1.evil.example")),
                Arguments.of("Source.SsoRegion", good.with("SsoRegion", "a" + "-a".repeat(20_000) + "-1")),
                Arguments.of("Source.AccountId", good.with("AccountId", "1")),
                Arguments.of("Source.RoleName", good.with("RoleName", "a b")),
                Arguments.of("Source.RoleArns", good.with("RoleArns", Collections.nCopies(6, arn))),
                Arguments.of("Source.RoleArns", good.with("RoleArns", List.of(arn, arn.replace("aws", "aws-cn")))),
                Arguments.of("Source.RoleArns", good.with("RoleArns", List.of(1L))),
                Arguments.of("Source.RoleArns", good.with("RoleArns", arn)),
                Arguments.of("Source.RoleSessionName", good.with("RoleSessionName", "x")),
                Arguments.of("Source.accessToken", good.with("accessToken", CANARY)),
                Arguments.of("Source.LoginSession", good.with("LoginSession", arn)),
                Arguments.of("Source", good.with("RoleName", "Admin")),
                Arguments.of("Source", good.with("RoleArns", List.of(arn.replace("Developer", "Admin")))));
    }

    @Test
    void withoutRenewalASourceIsRefusedLastOfAll() {
        try (TestServer fixed = TestServer.open(home, "--no-refresh")) {
            String body = Loads.text(Loads.own("dev").with("Source", Loads.source()));
            RawHttp.Reply reply = fixed.put("/slot/dev", body);
            assertEquals(403, reply.status());
            assertTrue(reply.body().contains("This server does not renew. Run: aws-sso ecs load --static"));
            assertEquals(409, fixed.put("/slot/other", body).status());
            assertEquals(404, fixed.get("/slot/dev").status());
        }
    }

    @Test
    void aSoundSourceMakesASlotRefreshable() {
        List<JsonObject> sources = new ArrayList<>(List.of(
                Loads.source(),
                Loads.source().without(List.of("SsoSession")).with("StartUrl", "https://corp.awsapps.com/start"),
                Loads.source()
                        .with("RoleName", "Start")
                        .with("RoleArns", List.of("arn:aws:iam::000011112222:role/Developer"))
                        .with("RoleSessionName", "me")));
        for (JsonObject source : sources) {
            assertEquals(
                    200,
                    server.put("/slot/dev", Loads.text(Loads.own("dev").with("Source", source)))
                            .status());
            assertTrue(server.get("/slot").body().contains("\"Refreshable\":true"));
            assertEquals(200, server.get("/slot/dev").status());
        }
    }
}
