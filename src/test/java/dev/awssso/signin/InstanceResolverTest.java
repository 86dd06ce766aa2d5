package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceResolverTest {

    private static final String A = "https://d-1.awsapps.com/start";
    private static final String B = "https://acme.awsapps.com/start";

    /** A config file in memory. */
    private static final class InMemoryInstances implements ConfiguredInstances {

        private final List<ConfiguredInstance> sections;

        InMemoryInstances(List<ConfiguredInstance> sections) {
            this.sections = sections;
        }

        @Override
        public String file() {
            return "FILE";
        }

        @Override
        public List<ConfiguredInstance> all() {
            return sections;
        }

        @Override
        public List<String> sessionNames() {
            return sections.stream()
                    .flatMap(section -> Optional.ofNullable(section.sessionName()).stream())
                    .toList();
        }

        @Override
        public Optional<ConfiguredInstance> session(String name) {
            return sections.stream()
                    .filter(section -> name.equals(section.sessionName()))
                    .findFirst();
        }

        @Override
        public boolean hasProfile(String name) {
            return sections.stream().anyMatch(section -> name.equals(section.profileName()));
        }

        @Override
        public Optional<Instance> ofProfile(String name) {
            return sections.stream()
                    .filter(section -> name.equals(section.profileName()))
                    .findFirst()
                    .map(section -> new Instance(section.startUrl(), section.region(), null, section.scopes()));
        }
    }

    @TempDir
    Path home;

    private final List<ConfiguredInstance> sections = new ArrayList<>(List.of(
            ConfiguredInstance.ofSession("a", A, "us-east-1", List.of("sso:account:access", "codecatalyst:read")),
            ConfiguredInstance.ofProfile("b", B, "us-east-2")));

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    private InstanceResolver resolver() {
        variables.put("HOME", home.toString());
        return new InstanceResolver(
                new InstanceResolver.Context(
                        new Environment(variables, OperatingSystem.LINUX), InstantSource.system(), notes::add),
                new InMemoryInstances(sections),
                () -> PreferredInstance.NONE);
    }

    private Instance resolve(@Nullable String url, @Nullable String region) {
        return resolver().resolve(new InstanceRequest(null, url, region));
    }

    private Problem.Usage refusal(@Nullable String url, @Nullable String region) {
        return assertThrows(Problem.Usage.class, () -> resolve(url, region));
    }

    // The worked cases of the run-as document's procedure; "2" stands for "error, 2 found", "0" for "none matches".
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; ; ; ; 2",
                "https://new.awsapps.com/start; ; ; ; https://new.awsapps.com/start us-east-1",
                "acme; ; ; ; https://acme.awsapps.com/start us-east-2",
                "; us-east-1; acme; ; https://d-1.awsapps.com/start us-east-1",
                "; ; acme; us-east-1; 0",
                "https://d-1.awsapps.com/start/; ; ; ; https://d-1.awsapps.com/start/ us-east-1",
                "https://new.awsapps.com/start; eu-west-1; acme; us-east-2; https://new.awsapps.com/start eu-west-1",
                "d-1|acme; ; ; ; 2",
                "start$; us-east-2; ; ; https://acme.awsapps.com/start us-east-2",
            })
    void workedCases(
            @Nullable String url,
            @Nullable String region,
            @Nullable String urlVariable,
            @Nullable String regionVariable,
            String expected) {
        if (urlVariable != null) {
            variables.put("AWS_DEFAULT_SSO_START_URL", urlVariable);
        }
        if (regionVariable != null) {
            variables.put("AWS_DEFAULT_SSO_REGION", regionVariable);
        }
        switch (expected) {
            case "2" ->
                assertEquals(
                        "Found 2 Identity Center instances, please specify one with --sso-start-url or --sso-region:",
                        refusal(url, region).what());
            case "0" -> assertTrue(refusal(url, region).what().startsWith("No Identity Center instance matches "));
            default -> {
                Instance instance = resolve(url, region);
                assertEquals(expected, instance.startUrl() + " " + instance.region());
            }
        }
    }

    @Test
    void severalAreListedByUrlAndRegionWithTheirSources() {
        for (String name : List.of("p1", "p2", "p3", "p4")) {
            sections.add(ConfiguredInstance.ofProfile(name, B + "/", "us-east-2"));
        }

        Problem.Usage problem = refusal(null, null);

        assertEquals(
                List.of(
                        "  " + B + "  us-east-2  [profile b], [profile p1], [profile p2] and 2 more",
                        "  " + A + "  us-east-1  [sso-session a]"),
                problem.details());
        assertNull(problem.remedy());
    }

    @Test
    void theSameUrlInTwoRegionsCountsAsTwo() {
        sections.add(ConfiguredInstance.ofProfile("c", A, "eu-west-1"));

        assertTrue(refusal(A, null).what().startsWith("Found 2 "));
    }

    @Test
    void noneMatchesNamesWhatWasGivenAndFromWhere() {
        assertEquals(
                "No Identity Center instance matches start URL \"zzz\" and region \"eu-west-1\" (from --sso-start-url)."
                        + " Known instances:",
                refusal("zzz", "eu-west-1").what());
        assertEquals(
                "No Identity Center instance matches region \"eu-west-1\" (from --sso-region). Known instances:",
                refusal(null, "eu-west-1").what());
        variables.put("AWS_DEFAULT_SSO_START_URL", "zzz");
        assertEquals(
                "No Identity Center instance matches start URL \"zzz\" (from AWS_DEFAULT_SSO_START_URL)."
                        + " Known instances:",
                refusal(null, null).what());
    }

    @Test
    void withNothingAnywhereItSaysWhatToGive() {
        sections.clear();

        Problem.Usage problem = refusal(null, null);

        assertEquals(
                "No Identity Center instance found in FILE: give --sso-start-url and --sso-region, or set"
                        + " AWS_DEFAULT_SSO_START_URL and AWS_DEFAULT_SSO_REGION",
                problem.what());
        assertEquals("aws-sso configure sso", String.valueOf(problem.remedy()));
    }

    @Test
    void assumedRegionIsTold() {
        resolve("https://new.awsapps.com/start", null);

        assertEquals(
                List.of(
                        "Region of Identity Center instance \"https://new.awsapps.com/start\" not given and not in FILE:"
                                + " using us-east-1 (--sso-region changes it)"),
                notes);
    }

    @Test
    void badPatternIsShownWithItsPlace() {
        assertEquals(
                "Invalid start URL pattern \"ac(me\" (from --sso-start-url): Unclosed group at position 5",
                refusal("ac(me", null).what());
    }

    @Test
    void overlongPatternIsRefused() {
        assertTrue(refusal("a".repeat(257), null).what().contains("longer than 256 characters"));
    }

    @Test
    void patternThatTakesForeverIsCutOff() {
        sections.add(
                ConfiguredInstance.ofProfile("c", "https://" + "a".repeat(60) + ".awsapps.com/start", "eu-west-1"));

        Problem.Usage problem = refusal("(a|aa)+\\1zz", null);

        assertTrue(problem.what().contains("it takes too long to match"), problem.what());
    }

    @Test
    void fullUrlThatIsNoUrlIsRefused() {
        assertTrue(refusal("http:///start", "us-east-1").what().contains("is not a start URL"));
    }

    @Test
    void sessionIsTakenExactlyAndMustAgree() {
        Instance instance = resolver().resolve(new InstanceRequest("a", A + "#/", "us-east-1"));

        assertEquals("a", instance.sessionName());
        assertEquals(List.of("sso:account:access", "codecatalyst:read"), instance.scopes());
        assertThrows(Problem.Usage.class, () -> resolver().resolve(new InstanceRequest("a", A, "eu-west-1")));
        Problem.Usage unknown =
                assertThrows(Problem.Usage.class, () -> resolver().resolve(new InstanceRequest("zzz", null, null)));
        assertEquals("it has these: a", unknown.why());
    }

    @Test
    void whoAsksByStartUrlMeansNoSession() {
        Instance instance = resolve(A + "/", "us-east-1");

        assertNull(instance.sessionName());
        assertEquals(A + "/", instance.startUrl());
        assertEquals(List.of("sso:account:access", "codecatalyst:read"), instance.scopes());
    }

    @Test
    void theOnlySessionIsMeantWhereNothingIsSaid() {
        sections.remove(1);

        assertEquals("a", resolve(null, null).sessionName());
        assertEquals("a", resolve("d-1", null).sessionName());
    }

    @Test
    void amongSessionsOfOneStartUrlNoneIsMeantByItself() {
        sections.remove(1);
        sections.add(ConfiguredInstance.ofSession("other", A, "us-east-1", Instance.DEFAULT_SCOPES));

        assertNull(resolve(null, null).sessionName());
    }

    // AWS CLI v2 2.36: what the host of a start URL tells.
    @ParameterizedTest
    @CsvSource({
        "https://ssoins-1.portal.eu-west-1.app.aws, eu-west-1",
        "https://ssoins-1.portal.eu-west-1.app.aws/start, eu-west-1",
        "https://SSOINS-1.EU-WEST-1.portal.amazonaws.com/, eu-west-1",
        "https://ssoins-1.cn-north-1.portal.amazonaws.com.cn, cn-north-1",
        "https://d-1.awsapps.com/start, us-east-1",
        "https://x.awsapps.cn/start, us-east-1",
        "https://other.app.aws/start, us-east-1",
        "https://identitycenter.amazonaws.com/ssoins-1, us-east-1",
        "https://sso.example.com/start, us-east-1"
    })
    void theHostMayTellTheRegion(String url, String region) {
        sections.clear();

        assertEquals(region, resolve(url, null).region());
    }

    @Test
    void aRegionThatTheHostContradictsIsRefused() {
        Problem.Usage problem = refusal("https://ssoins-1.portal.eu-west-1.app.aws", "us-east-2");

        assertTrue(problem.what().contains("eu-west-1") && problem.what().contains("us-east-2"), problem.what());
    }

    @Test
    void theRegionOfANameOfTheCompanysOwnIsNotGuessedAloud() {
        resolve("https://sso.example.com/start", null);

        assertEquals(List.of(), notes);
    }

    @Test
    void tokenFilesHelpWhereNothingIsConfigured() {
        sections.clear();
        Environment environment = new Environment(Map.of("HOME", home.toString()), OperatingSystem.LINUX);
        new FileTokenCache(SignIn.directory(environment), duration -> {}, notes::add)
                .write(TokenName.of("x"), TestTokens.of("https://cached.awsapps.com/start", "eu-west-1"));

        Instance instance = resolve(null, null);

        assertEquals("https://cached.awsapps.com/start eu-west-1", instance.startUrl() + " " + instance.region());
    }

    @Test
    void bareTokenNeedsNoStartUrl() {
        sections.clear();
        SignInWish wish = new SignInWish(
                SignInWish.Asking.NEVER,
                true,
                false,
                false,
                RefreshMode.AUTO,
                false,
                false,
                0,
                new GivenToken.Bare(Secret.of("token")));

        Instance instance = resolver().resolve(new InstanceRequest(null, null, "eu-west-1"), wish);

        assertEquals("eu-west-1", instance.region());
        assertTrue(!instance.hasStartUrl());
    }
}
