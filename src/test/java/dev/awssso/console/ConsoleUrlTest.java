package dev.awssso.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleUrlTest {

    private static final RoleCredentials KEYS = new RoleCredentials(
            "ASIAX", Secret.of("secret"), Secret.of("token"), Instant.parse("2026-11-21T09:00:00Z"), null);

    private final List<String> notes = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean refusesDurations;

    private Secret answer(URI federation, RoleCredentials credentials, @Nullable Duration duration) {
        asked.add(federation + " " + (duration == null ? "-" : duration.toSeconds()));
        if (duration != null && refusesDurations) {
            throw new Problem.Refused("the credentials were refused", null, null);
        }
        return Secret.of("a+b/c=");
    }

    private String url(ConsoleRequest request) {
        return new ConsoleUrl(this::answer, notes::add).of(request).reveal();
    }

    private static ConsoleRequest in(String region) {
        return new ConsoleRequest(KEYS, Origin.IDENTITY_CENTER, region, false, null, null, null, null, false);
    }

    private static ConsoleRequest lasting(Origin origin, int seconds) {
        return new ConsoleRequest(
                KEYS, origin, "us-east-1", false, null, null, null, Duration.ofSeconds(seconds), false);
    }

    private static String destination(@Nullable String given, String region, boolean asked) {
        return Destination.of(ConsoleHosts.of(region), given, region, asked);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, https://signin.aws.amazon.com, https://us-east-1.console.aws.amazon.com",
        "eu-west-1, https://eu-west-1.signin.aws.amazon.com, https://eu-west-1.console.aws.amazon.com",
        "us-gov-west-1, https://signin.amazonaws-us-gov.com, https://console.amazonaws-us-gov.com",
        "us-gov-east-1, https://us-gov-east-1.signin.amazonaws-us-gov.com, https://console.amazonaws-us-gov.com",
        "cn-north-1, https://signin.amazonaws.cn, https://console.amazonaws.cn",
        "eusc-de-east-1, https://eusc-de-east-1.signin.amazonaws-eusc.eu, https://console.amazonaws-eusc.eu",
    })
    void knowsTheHostsOfEachPartition(String region, String signin, String console) {
        assertEquals(new ConsoleHosts(URI.create(signin), URI.create(console)), ConsoleHosts.of(region));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"})
    void refusesPartitionsWithoutAKnownConsole(String region) {
        assertThrows(Problem.Usage.class, () -> url(in(region)));
    }

    @Test
    void encodesEachPartInTheOrderOfTheGuide() {
        ConsoleRequest request = new ConsoleRequest(
                KEYS,
                Origin.IDENTITY_CENTER,
                "us-east-1",
                false,
                null,
                "https://d-1.awsapps.com/start",
                null,
                null,
                false);
        assertEquals(
                "https://signin.aws.amazon.com/federation?Action=login&Issuer=https%3A%2F%2Fd-1.awsapps.com%2Fstart"
                        + "&Destination=https%3A%2F%2Fus-east-1.console.aws.amazon.com%2Fconsole%2Fhome%3Fregion%3Dus-east-1"
                        + "&SigninToken=a%2Bb%2Fc%3D",
                url(request));
        assertEquals(List.of("https://signin.aws.amazon.com/federation -"), asked);
    }

    @Test
    void signsOutFirstInOneAddress() {
        ConsoleRequest request =
                new ConsoleRequest(KEYS, Origin.IDENTITY_CENTER, "us-east-1", false, null, null, "/s3", null, true);
        assertTrue(url(request)
                .startsWith("https://signin.aws.amazon.com/oauth?Action=logout&redirect_uri=https%3A%2F%2Fsignin.aws"));
    }

    @Test
    void followsAConfiguredSigninEndpointButNotForTheDestination() {
        ConsoleRequest request = new ConsoleRequest(
                KEYS,
                Origin.IDENTITY_CENTER,
                "us-east-1",
                false,
                URI.create("http://127.0.0.1:9/signin/"),
                null,
                null,
                null,
                false);
        assertTrue(url(request)
                .startsWith(
                        "http://127.0.0.1:9/signin/federation?Action=login&Destination=https%3A%2F%2Fus-east-1.con"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "-, /console/home?region=eu-west-1",
                "/s3/home, /s3/home?region=eu-west-1",
                "s3, /s3?region=eu-west-1",
                "/ec2?region=us-west-2#Instances:, /ec2?region=us-west-2#Instances:",
                "/ec2#Instances:, /ec2?region=eu-west-1#Instances:",
                "/ec2?a=b&c, /ec2?a=b&c&region=eu-west-1",
                "https://evil.example/x?y=1#z, /x?y=1&region=eu-west-1#z",
                "https://user:pw@evil.example:8443/x, /x?region=eu-west-1",
                "//evil.example/x, /x?region=eu-west-1",
                "///evil.example/x, /evil.example/x?region=eu-west-1",
                "\\\\evil.example\\x, /evil.example/x?region=eu-west-1",
                "javascript:alert(1), /alert(1)?region=eu-west-1",
                "https://evil.example, /?region=eu-west-1",
                "https://evil.example?x=1, /?x=1&region=eu-west-1",
                "/go?to=https://other.example/, /go?to=https://other.example/&region=eu-west-1",
            },
            nullValues = "-")
    void keepsTheDestinationOnTheConsole(String given, String expected) {
        assertEquals("https://eu-west-1.console.aws.amazon.com" + expected, destination(given, "eu-west-1", false));
    }

    @Test
    void anOptionReplacesTheRegionOfTheDestination() {
        assertEquals(
                "https://eu-west-1.console.aws.amazon.com/ec2?a=b&region=eu-west-1#x",
                destination("/ec2?region=us-west-2&a=b#x", "eu-west-1", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\rb", "/a\nb", "/a\0b"})
    void refusesControlCharactersInTheDestination(String given) {
        assertThrows(Problem.Usage.class, () -> destination(given, "eu-west-1", false));
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"IDENTITY_CENTER", "ASSUMED_WITH_LONG_TERM_KEYS"})
    void sendsTheDurationWhereItIsTaken(Origin origin) {
        url(lasting(origin, 7200));
        assertEquals(List.of("https://signin.aws.amazon.com/federation 7200"), asked);
        assertEquals(List.of(), notes);
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"ASSUMED_FROM_SESSION", "FEDERATION_TOKEN", "METADATA", "UNKNOWN_TEMPORARY"})
    void neverSendsTheDurationWhereTheCallWouldFail(Origin origin) {
        url(lasting(origin, 7200));
        assertEquals(List.of("https://signin.aws.amazon.com/federation -"), asked);
        assertEquals(1, notes.size());
    }

    @Test
    void repeatsOnceWithoutADurationThatIsRefused() {
        refusesDurations = true;
        url(lasting(Origin.IDENTITY_CENTER, 901));
        assertEquals(
                List.of("https://signin.aws.amazon.com/federation 901", "https://signin.aws.amazon.com/federation -"),
                asked);
        assertEquals(1, notes.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 899, 43201})
    void refusesImpossibleDurations(int seconds) {
        assertThrows(Problem.Usage.class, () -> url(lasting(Origin.IDENTITY_CENTER, seconds)));
    }

    @Test
    void refusesKeysThatTheConsoleDoesNotTakeBeforeAnyCall() {
        RoleCredentials longTerm = new RoleCredentials("AKIAX", Secret.of("secret"), null, null, null);
        ConsoleRequest longTermRequest = new ConsoleRequest(
                longTerm, Origin.UNKNOWN_TEMPORARY, "us-east-1", false, null, null, null, null, false);
        Problem problem = assertThrows(Problem.Refused.class, () -> url(longTermRequest));
        assertTrue(String.valueOf(problem.why()).endsWith("; use --get-federation-token"), problem.why());
        assertThrows(Problem.Refused.class, () -> url(lasting(Origin.SESSION_TOKEN, 900)));
        assertEquals(List.of(), asked);
    }
}
