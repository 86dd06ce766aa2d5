package dev.awssso.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleChainTest {

    private static final RoleCredentials LONG_TERM = new RoleCredentials("AKIA", Secret.of("s"), null, null, null);
    private static final RoleCredentials SSO =
            new RoleCredentials("ASIA0", Secret.of("s"), Secret.of("t"), RecordingSts.EXPIRY, null);

    private final RecordingSts sts = new RecordingSts();
    private int codesAsked;

    private RoleChain chain(RoleCredentials from, Origin origin, ChainPlan plan, String region) {
        StartingPoint start = new StartingPoint(() -> from, origin, "the start", null, null, null, null, true);
        return new RoleChain(start, plan, region, () -> sts, serial -> {
            codesAsked++;
            return Secret.of("123456");
        });
    }

    private static ChainPlan roles(String list) {
        return roles(list, null, null);
    }

    private static ChainPlan roles(String list, @Nullable String name, @Nullable Duration duration) {
        return new ChainPlan(
                HopList.parse(list), false, false, name, duration, SecurityTokenService.Policies.NONE, null);
    }

    private static String arns(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "arn:aws:iam::" + String.valueOf(i).repeat(12) + ":role/R" + i)
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void followsRoleAfterRoleInOneRegion(int count) {
        RoleCredentials result = chain(SSO, Origin.IDENTITY_CENTER, roles(arns(count)), "eu-west-1")
                .fetch();
        List<String> expected = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "eu-west-1 ASIA" + (i - 1) + " role=R" + i + " as=ima.user@my.org")
                .toList();
        assertEquals(expected, sts.calls);
        assertEquals("ASIA" + count, result.accessKeyId());
    }

    @Test
    void takesWhatIsSaidAboutOneRoleBeforeTheOptions() {
        String list = "[\"arn:aws:iam::111111111111:role/R1\",{\"roleArn\":\"arn:aws:iam::222222222222:role/R2\","
                + "\"externalId\":\"xid\",\"sessionName\":\"other\",\"durationSeconds\":900}]";
        chain(LONG_TERM, Origin.LONG_TERM_KEYS, roles(list, "given", Duration.ofHours(1)), "us-east-1")
                .fetch();
        assertEquals(
                List.of("us-east-1 AKIA role=R1 as=given for=3600", "us-east-1 ASIA1 role=R2 as=other for=900 id=xid"),
                sts.calls);
    }

    @Test
    void namesTheRoleThatIsDenied() {
        sts.refusedRole = "R2";
        RoleChain chain = chain(SSO, Origin.IDENTITY_CENTER, roles(arns(3)), "us-east-1");
        Problem problem = assertThrows(Problem.Refused.class, chain::fetch);
        assertEquals("cannot assume arn:aws:iam::222222222222:role/R2 (role 2 of 3)", problem.what());
    }

    @Test
    void refusesARoleOfAnotherPartitionBeforeAnyCall() {
        Problem problem = assertThrows(
                Problem.Usage.class,
                () -> chain(
                        SSO,
                        Origin.IDENTITY_CENTER,
                        roles("arn:aws:iam::111111111111:role/A,arn:aws-cn:iam::111111111111:role/B"),
                        "us-east-1"));
        assertTrue(String.valueOf(problem.why()).contains("aws-cn"));
        assertTrue(String.valueOf(problem.why()).contains("us-east-1"));
        assertEquals(List.of(), sts.calls);
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY_CENTER, 1, 3601, false",
        "IDENTITY_CENTER, 1, 3600, true",
        "LONG_TERM_KEYS, 1, 43200, true",
        "LONG_TERM_KEYS, 2, 3601, false",
        "UNKNOWN_TEMPORARY, 1, 43200, true",
        "METADATA, 1, 7200, false",
    })
    void refusesMoreThanAnHourFromARolesSession(Origin origin, int hops, int seconds, boolean allowed) {
        ChainPlan plan = roles(arns(hops), "name", Duration.ofSeconds(seconds));
        if (allowed) {
            chain(SSO, origin, plan, "us-east-1");
            return;
        }
        assertThrows(Problem.Usage.class, () -> chain(SSO, origin, plan, "us-east-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sts::111111111111:assumed-role/Dev/ima.user@my.org, ima.user@my.org",
        "arn:aws:iam::111111111111:user/path/jo, jo",
        "arn:aws:iam::111111111111:root, aws-sso",
        "'arn:aws:sts::111111111111:assumed-role/Dev/a b:c', aws-sso",
        "'arn:aws:sts::111111111111:assumed-role/Dev/a b(c)', a-b-c-",
        "arn:aws:iam::111111111111:user/x, aws-sso",
    })
    void namesTheSessionAfterThePerson(String arn, String name) {
        sts.callerArn = arn;
        chain(SSO, Origin.IDENTITY_CENTER, roles(arns(1)), "us-east-1").fetch();
        assertEquals(List.of("us-east-1 ASIA0 role=R1 as=" + name), sts.calls);
    }

    @Test
    void sessionTokenComesBeforeTheRoles() {
        ChainPlan plan = new ChainPlan(
                HopList.parse(arns(1)),
                true,
                false,
                "name",
                Duration.ofHours(36),
                SecurityTokenService.Policies.NONE,
                "arn:aws:iam::111111111111:mfa/me");
        RoleChain chain = chain(LONG_TERM, Origin.LONG_TERM_KEYS, plan, "us-east-1");
        chain.fetch();
        assertEquals(
                List.of(
                        "us-east-1 AKIA session for=129600 mfa=arn:aws:iam::111111111111:mfa/me",
                        "us-east-1 ASIA1 role=R1 as=name"),
                sts.calls);
        assertEquals(1, codesAsked);
    }

    @Test
    void usesACodeForOneRoleOnly() {
        ChainPlan plan = new ChainPlan(
                HopList.parse(arns(2)), false, false, "name", null, SecurityTokenService.Policies.NONE, "GAHT1");
        chain(LONG_TERM, Origin.LONG_TERM_KEYS, plan, "us-east-1").fetch();
        assertEquals(List.of("us-east-1 AKIA role=R1 as=name mfa=GAHT1", "us-east-1 ASIA1 role=R2 as=name"), sts.calls);
        assertEquals(1, codesAsked);
    }

    @Test
    void aFederatedUserMayDoWhatTheUserMay() {
        sts.callerArn = "arn:aws:iam::111111111111:user/" + "n".repeat(40);
        ChainPlan plan = new ChainPlan(List.of(), false, true, null, null, SecurityTokenService.Policies.NONE, null);
        chain(LONG_TERM, Origin.LONG_TERM_KEYS, plan, "us-gov-west-1").fetch();
        assertEquals(
                List.of("us-gov-west-1 AKIA federation as=" + "n".repeat(32)
                        + " policies=[arn:aws-us-gov:iam::aws:policy/AdministratorAccess]"),
                sts.calls);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void tokensNeedLongTermKeysAndAreRefusedBeforeAnyCall(boolean session, boolean federation) {
        ChainPlan plan =
                new ChainPlan(List.of(), session, federation, null, null, SecurityTokenService.Policies.NONE, null);
        RoleChain chain = chain(SSO, Origin.IDENTITY_CENTER, plan, "us-east-1");
        assertThrows(Problem.Usage.class, chain::fetch);
        assertEquals(List.of(), sts.calls);
    }

    @Test
    void federationStandsAlone() {
        assertThrows(
                Problem.Usage.class,
                () -> new ChainPlan(
                        HopList.parse(arns(1)), false, true, null, null, SecurityTokenService.Policies.NONE, null));
        assertThrows(
                Problem.Usage.class,
                () -> new ChainPlan(List.of(), true, true, null, null, SecurityTokenService.Policies.NONE, null));
    }

    @Test
    void appliesAPolicyToTheLastRoleOnly() {
        ChainPlan plan = new ChainPlan(
                HopList.parse(arns(2)),
                false,
                false,
                "name",
                null,
                new SecurityTokenService.Policies(null, List.of("arn:aws:iam::aws:policy/ReadOnlyAccess")),
                null);
        chain(SSO, Origin.IDENTITY_CENTER, plan, "us-east-1").fetch();
        assertTrue(!sts.calls.get(0).contains("policies") && sts.calls.get(1).contains("ReadOnlyAccess"));
    }

    @Test
    void renewsAnExpiredSourceOnce() {
        Deque<RoleCredentials> keys = new ArrayDeque<>(List.of(SSO, LONG_TERM));
        StartingPoint start =
                new StartingPoint(keys::remove, Origin.UNKNOWN_TEMPORARY, "the start", null, null, null, null, true);
        sts.expiredKey = "ASIA0";
        new RoleChain(start, roles(arns(1), "name", null), "us-east-1", () -> sts, serial -> Secret.of("1")).fetch();
        assertEquals(2, sts.calls.size());
    }

    @Test
    void saysWhoseCredentialsHaveExpired() {
        sts.expiredKey = "ASIA0";
        RoleChain chain = chain(SSO, Origin.UNKNOWN_TEMPORARY, roles(arns(1), "name", null), "us-east-1");
        assertEquals(
                "the credentials of the start have expired",
                assertThrows(Problem.SignIn.class, chain::fetch).what());
    }

    @ParameterizedTest
    @CsvSource({
        "LONG_TERM_KEYS, 1, ASSUMED_WITH_LONG_TERM_KEYS",
        "LONG_TERM_KEYS, 2, ASSUMED_FROM_SESSION",
        "IDENTITY_CENTER, 1, ASSUMED_FROM_SESSION",
        "UNKNOWN_TEMPORARY, 1, ASSUMED_FROM_SESSION",
    })
    void knowsTheKindOfItsResult(Origin start, int hops, Origin result) {
        assertEquals(result, chain(SSO, start, roles(arns(hops)), "us-east-1").origin());
    }
}
