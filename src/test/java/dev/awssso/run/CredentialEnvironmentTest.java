package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.roles.AccountId;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialEnvironmentTest {

    private static final RoleCredentials TEMPORARY = new RoleCredentials(
            "ASIAX",
            Secret.of("sec"),
            Secret.of("tok"),
            Instant.parse("2026-11-21T09:00:00.9Z"),
            new AccountId("000011112222"));
    private static final RoleCredentials LONG_TERM = new RoleCredentials("AKIAX", Secret.of("sec"), null, null, null);
    private static final ChildRegion NO_REGION = new ChildRegion(null, null);
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:4711/slot/dev");

    /** Every variable that spec tables name, with a value that must not reach the child by itself. */
    private static final List<String> STALE = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_CREDENTIAL_EXPIRATION",
            "AWS_CREDENTIALS_EXPIRATION",
            "AWS_ACCOUNT_ID",
            "AWS_SECURITY_TOKEN",
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_ACCESS_KEY",
            "AWS_SECRET_KEY",
            "AWS_CREDENTIAL_FILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ROLE_ARN",
            "AWS_ROLE_SESSION_NAME",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            "AWS_SSO_ACCESS_TOKEN");

    private static final Map<String, String> KEPT = Map.of(
            "AWS_CONFIG_FILE",
            "/c",
            "AWS_SHARED_CREDENTIALS_FILE",
            "/s",
            "AWS_ENDPOINT_URL_STS",
            "http://localhost:1",
            "AWS_CA_BUNDLE",
            "/ca",
            "HOME",
            "/h",
            "AWS_SSO_ECS_PORT",
            "4144");

    private static Map<String, String> stale() {
        Map<String, String> variables = new HashMap<>(KEPT);
        STALE.forEach(name -> variables.put(name, "stale"));
        return variables;
    }

    private static CredentialEnvironment under(Map<String, String> variables) {
        return new CredentialEnvironment(new Environment(variables, OperatingSystem.LINUX));
    }

    @Test
    void keysModeSetsKeysAndRemovesEverythingThatCompetes() {
        Map<String, String> expected = new HashMap<>(KEPT);
        expected.put("AWS_ACCESS_KEY_ID", "ASIAX");
        expected.put("AWS_SECRET_ACCESS_KEY", "sec");
        expected.put("AWS_SESSION_TOKEN", "tok");
        expected.put("AWS_CREDENTIAL_EXPIRATION", "2026-11-21T09:00:00Z");
        expected.put("AWS_CREDENTIALS_EXPIRATION", "2026-11-21T09:00:00Z");
        expected.put("AWS_ACCOUNT_ID", "000011112222");
        assertEquals(expected, under(stale()).withKeys(TEMPORARY, NO_REGION));
    }

    @Test
    void longTermKeysLeaveNoTokenAndNoExpiry() {
        Map<String, String> expected = new HashMap<>(KEPT);
        expected.put("AWS_ACCESS_KEY_ID", "AKIAX");
        expected.put("AWS_SECRET_ACCESS_KEY", "sec");
        assertEquals(expected, under(stale()).withKeys(LONG_TERM, NO_REGION));
    }

    @Test
    void endpointModeSetsTheEndpointAndKeepsTheMachinesRoleOut() {
        Map<String, String> expected = new HashMap<>(KEPT);
        expected.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:4711/slot/dev");
        expected.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer abc");
        expected.put("AWS_EC2_METADATA_DISABLED", "true");
        assertEquals(expected, under(stale()).withEndpoint(ENDPOINT, Secret.of("abc"), NO_REGION));
    }

    @Test
    void respectsAChoiceAboutInstanceMetadata() {
        Map<String, String> child =
                under(Map.of("AWS_EC2_METADATA_DISABLED", "false")).withEndpoint(ENDPOINT, Secret.of("abc"), NO_REGION);
        assertEquals("false", child.get("AWS_EC2_METADATA_DISABLED"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "-,-,127.0.0.1^localhost,127.0.0.1^localhost",
                "corp,-,corp^127.0.0.1^localhost,corp^127.0.0.1^localhost",
                "a^localhost,b,a^localhost^127.0.0.1,b^127.0.0.1^localhost",
                "*,-,*,*",
            },
            nullValues = "-")
    void keepsAProxyAwayFromTheEndpoint(String upper, String lower, String upperAfter, String lowerAfter) {
        Map<String, String> variables = new HashMap<>(Map.of("https_proxy", "http://proxy:8080"));
        if (upper != null) {
            variables.put("NO_PROXY", upper.replace('^', ','));
        }
        if (lower != null) {
            variables.put("no_proxy", lower);
        }
        Map<String, String> child = under(variables).withEndpoint(ENDPOINT, Secret.of("abc"), NO_REGION);
        assertEquals(upperAfter.replace('^', ','), child.get("NO_PROXY"));
        assertEquals(lowerAfter.replace('^', ','), child.get("no_proxy"));
    }

    @Test
    void addsNoProxyExceptionsWithoutAProxy() {
        Map<String, String> child = under(Map.of()).withEndpoint(ENDPOINT, Secret.of("abc"), NO_REGION);
        assertFalse(child.containsKey("NO_PROXY"));
    }

    @ParameterizedTest
    @CsvSource(
            // option, AWS_REGION and AWS_DEFAULT_REGION of the parent, profile; both of the child
            value = {
                "eu-west-1, us-east-2, us-west-1, us-west-2, eu-west-1, eu-west-1",
                "-, us-east-2, us-west-1, us-west-2, us-east-2, us-west-1",
                "-, us-east-2, -, us-west-2, us-east-2, us-east-2",
                "-, -, us-west-1, us-west-2, us-west-1, us-west-1",
                "-, '', us-west-1, us-west-2, us-west-1, us-west-1",
                "-, us-east-2, '', -, us-east-2, us-east-2",
                "-, -, -, us-west-2, us-west-2, us-west-2",
                "-, '', -, us-west-2, us-west-2, us-west-2",
                "-, -, -, -, -, -",
            },
            nullValues = "-")
    void regionComesFromTheOptionThenTheParentThenTheProfile(ArgumentsAccessor row) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_REGION", row.getString(1));
        variables.put("AWS_DEFAULT_REGION", row.getString(2));
        variables.values().removeIf(Objects::isNull);
        ChildRegion region = new ChildRegion(row.getString(0), row.getString(3));
        for (Map<String, String> child : List.of(
                under(variables).withKeys(TEMPORARY, region),
                under(variables).withEndpoint(ENDPOINT, Secret.of("x"), region))) {
            assertEquals(row.getString(4), child.get("AWS_REGION"));
            assertEquals(row.getString(5), child.get("AWS_DEFAULT_REGION"));
        }
    }

    @Test
    void comparesNamesWithoutCaseOnWindows() {
        Environment windows = new Environment(
                Map.of("Aws_Session_Token", "stale", "aws_region", "us-east-2"), OperatingSystem.WINDOWS);
        Map<String, String> child =
                new CredentialEnvironment(windows).withKeys(LONG_TERM, new ChildRegion("eu-west-1", null));
        assertFalse(child.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("AWS_SESSION_TOKEN")));
        assertEquals(
                1,
                child.keySet().stream()
                        .filter(name -> name.equalsIgnoreCase("AWS_REGION"))
                        .count());
        assertTrue(child.containsValue("eu-west-1"));
    }

    @Test
    void theDocumentOfTemporaryKeysCarriesTheirExpiry() {
        assertEquals(
                "{\"Version\":1,\"AccessKeyId\":\"ASIAX\",\"SecretAccessKey\":\"sec\",\"SessionToken\":\"tok\","
                        + "\"Expiration\":\"2026-11-21T09:00:00Z\",\"AccountId\":\"000011112222\"}",
                CredentialProcessDocument.of(TEMPORARY));
    }

    @Test
    void theDocumentOfLongTermKeysHasNeitherTokenNorExpiry() {
        assertEquals(
                "{\"Version\":1,\"AccessKeyId\":\"AKIAX\",\"SecretAccessKey\":\"sec\"}",
                CredentialProcessDocument.of(LONG_TERM));
    }
}
