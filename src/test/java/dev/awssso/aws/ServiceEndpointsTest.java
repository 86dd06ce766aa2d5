package dev.awssso.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEndpointsTest {

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> profile = new HashMap<>();
    private final Map<String, String> services = new HashMap<>();

    private final ConnectionSettings settings = new ConnectionSettings() {
        @Override
        public Optional<String> value(String key) {
            return Optional.ofNullable(profile.get(key));
        }

        @Override
        public Optional<String> serviceEndpoint(String service) {
            return Optional.ofNullable(services.get(service));
        }
    };

    private ServiceEndpoints endpoints() {
        return new ServiceEndpoints(new Environment(variables, OperatingSystem.LINUX), settings);
    }

    private String endpoint(AwsService service, String region) {
        return endpoints().endpoint(service, region).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1,      https://portal.sso.us-east-1.amazonaws.com,         https://oidc.us-east-1.amazonaws.com",
        "us-gov-west-1,  https://portal.sso.us-gov-west-1.amazonaws.com,     https://oidc.us-gov-west-1.amazonaws.com",
        "cn-north-1,     https://portal.sso.cn-north-1.amazonaws.com.cn,     https://oidc.cn-north-1.amazonaws.com.cn",
        "eusc-de-east-1, https://portal.sso.eusc-de-east-1.amazonaws.eu,     https://oidc.eusc-de-east-1.amazonaws.eu",
        "us-isob-east-1, https://portal.sso.us-isob-east-1.sc2s.sgov.gov,    https://oidc.us-isob-east-1.sc2s.sgov.gov",
        "xy-new-9,       https://portal.sso.xy-new-9.amazonaws.com,          https://oidc.xy-new-9.amazonaws.com",
    })
    void hostsFollowThePartition(String region, String portal, String oidc) {
        assertEquals(portal, endpoint(AwsService.SSO, region));
        assertEquals(oidc, endpoint(AwsService.SSO_OIDC, region));
    }

    // Start URLs below app.aws; an override wins, since nobody asked for dual stack.
    @Test
    void instancesOfDualStackStartUrlsAreCalledThereWherePossible() {
        assertEquals(
                "https://oidc.eu-west-1.api.aws",
                endpoints().endpoint(AwsService.SSO_OIDC, "eu-west-1", true).toString());
        assertEquals(
                "https://portal.sso.us-isob-east-1.sc2s.sgov.gov",
                endpoints().endpoint(AwsService.SSO, "us-isob-east-1", true).toString());
        variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        assertEquals(
                "http://127.0.0.1:1",
                endpoints().endpoint(AwsService.SSO, "eu-west-1", true).toString());
    }

    // What create_o_auth2_token of botocore 1.44.8 calls.
    @ParameterizedTest
    @CsvSource({
        "us-east-1,       , ,     us-east-1.signin.aws.amazon.com",
        "eu-west-1,       , ,     eu-west-1.signin.aws.amazon.com",
        "eu-west-1,       , true, signin.eu-west-1.api.aws",
        "eu-west-1,       true, , signin-fips.eu-west-1.amazonaws.com",
        "eu-west-1,       true, true, signin-fips.eu-west-1.api.aws",
        "us-gov-west-1,   , ,     us-gov-west-1.signin.amazonaws-us-gov.com",
        "us-gov-west-1,   true, , signin-fips.amazonaws-us-gov.com",
        "us-gov-east-1,   true, , us-gov-east-1.signin-fips.amazonaws-us-gov.com",
        "us-gov-east-1,   , true, signin.us-gov-east-1.api.aws",
        "cn-north-1,      , ,     cn-north-1.signin.amazonaws.cn",
        "cn-north-1,      , true, signin.cn-north-1.api.amazonwebservices.com.cn",
        "cn-north-1,      true, , signin-fips.cn-north-1.amazonaws.com.cn",
        "eusc-de-east-1,  , ,     eusc-de-east-1.signin.amazonaws-eusc.eu",
        "eusc-de-east-1,  true, , signin-fips.eusc-de-east-1.amazonaws.eu",
        "us-iso-east-1,   , ,     us-iso-east-1.signin.c2shome.ic.gov",
        "us-isob-east-1,  , ,     us-isob-east-1.signin.sc2shome.sgov.gov",
        "eu-isoe-west-1,  , ,     eu-isoe-west-1.signin.csphome.adc-e.uk",
        "us-isof-south-1, , ,     us-isof-south-1.signin.csphome.hci.ic.gov",
    })
    void signInHasHostsOfItsOwn(String region, String fips, String dualStack, String host) {
        if (fips != null) {
            variables.put("AWS_USE_FIPS_ENDPOINT", fips);
        }
        if (dualStack != null) {
            variables.put("AWS_USE_DUALSTACK_ENDPOINT", dualStack);
        }

        assertEquals("https://" + host, endpoint(AwsService.SIGNIN, region));
    }

    @Test
    void theConsoleHasAVariableOfItsOwn() {
        variables.put("AWS_ENDPOINT_URL_SIGNIN", "https://signin.example");
        assertEquals(Optional.empty(), endpoints().console());
        assertEquals("https://signin.example", endpoint(AwsService.SIGNIN, "us-east-1"));
        variables.put("AWS_ENDPOINT_URL", "https://general.example");
        assertEquals(
                Optional.of(URI.create("https://general.example")), endpoints().console());
        variables.put("AWS_SSO_CONSOLE_ENDPOINT_URL", "https://console.example");
        assertEquals(
                Optional.of(URI.create("https://console.example")), endpoints().console());
    }

    @Test
    void serviceVariableWinsOverTheGeneralOneAndBothOverTheProfile() {
        profile.put("endpoint_url", "https://profile.example");
        assertEquals("https://profile.example", endpoint(AwsService.SSO, "us-east-1"));
        services.put("sso", "https://services.example");
        assertEquals("https://services.example", endpoint(AwsService.SSO, "us-east-1"));
        variables.put("AWS_ENDPOINT_URL", "https://general.example/");
        assertEquals("https://general.example", endpoint(AwsService.SSO, "us-east-1"));
        variables.put("AWS_ENDPOINT_URL_SSO", "http://127.0.0.1:8080/prefix/");
        assertEquals("http://127.0.0.1:8080/prefix", endpoint(AwsService.SSO, "us-east-1"));
        assertEquals("https://general.example", endpoint(AwsService.SSO_OIDC, "us-east-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE"})
    void ignoringSwitchesAllOverridesOff(String yes) {
        variables.put("AWS_ENDPOINT_URL", "https://general.example");
        variables.put("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", yes);

        assertEquals("https://sts.us-east-1.amazonaws.com", endpoint(AwsService.STS, "us-east-1"));
        assertEquals(Optional.<URI>empty(), endpoints().override(AwsService.SIGNIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://127.0.0.1.example.com",
                "https://user@example.com",
                "https://example.com?x=1",
                "https://example.com#x",
                "ftp://127.0.0.1",
                "example.com",
                "https://",
                "::"
            })
    void secretsAreNotSentAnywhere(String url) {
        variables.put("AWS_ENDPOINT_URL", url);

        assertThrows(Problem.Usage.class, () -> endpoint(AwsService.SSO, "us-east-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "http://[::1]:1", "http://127.9.9.9:1"})
    void thisMachineMayBePlain(String url) {
        variables.put("AWS_ENDPOINT_URL", url);

        assertEquals(url, endpoint(AwsService.SSO, "us-east-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, us-east-1,     https://portal.sso-fips.us-east-1.amazonaws.com",
        "true,  false, us-gov-west-1, https://portal.sso.us-gov-west-1.amazonaws.com",
        "false, true,  us-east-1,     https://portal.sso.us-east-1.api.aws",
        "true,  true,  us-gov-west-1, https://portal.sso-fips.us-gov-west-1.api.aws",
    })
    void fipsAndDualStackHaveHostsOfTheirOwn(String fips, String dual, String region, String expected) {
        variables.put("AWS_USE_FIPS_ENDPOINT", fips);
        variables.put("AWS_USE_DUALSTACK_ENDPOINT", dual);

        assertEquals(expected, endpoint(AwsService.SSO, region));
    }

    @Test
    void fipsWithAnOverrideIsRefused() {
        variables.put("AWS_USE_FIPS_ENDPOINT", "true");
        variables.put("AWS_ENDPOINT_URL", "https://example.com");

        assertThrows(Problem.Usage.class, () -> endpoint(AwsService.SSO, "us-east-1"));
    }

    @Test
    void isoHasNoDualStack() {
        variables.put("AWS_USE_DUALSTACK_ENDPOINT", "true");

        assertThrows(Problem.Usage.class, () -> endpoint(AwsService.SSO, "us-iso-east-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us east", "US-EAST-1", "a", "x.evil.example/"})
    void regionMustLookLikeOne(String region) {
        assertThrows(Problem.Usage.class, () -> endpoint(AwsService.SSO, region));
    }
}
