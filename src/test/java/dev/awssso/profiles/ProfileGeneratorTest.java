package dev.awssso.profiles;

import static dev.awssso.profiles.Assignments.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileGeneratorTest {

    private static final Portal PORTAL =
            new Portal("my-sso", "https://d-987654321d.awsapps.com/start", "us-east-1", List.of());

    private static ProfileRules rules(RegionRules regions, @Nullable String program) {
        return new ProfileRules(PORTAL, ProfileRules.Style.SESSION, regions, program);
    }

    private static String dump(ProfileRules rules, Assignment... assignments) {
        List<ProfileName> names = new ProfileNames(NameTemplate.DEFAULT, Set.of()).assign(List.of(assignments));
        return new ProfileGenerator(rules).text(names, List.of());
    }

    @Test
    void printsTheSampleOfTheDocumentByteForByte() {
        String text = dump(
                rules(RegionRules.NONE, null),
                role("222222222222", "my-acct-2", "ReadOnlyAccess"),
                role("111111111111", "my-acct-1", "AdministratorAccess"));

        assertEquals(
                """
                # This is your Identity Center portal entry...
                [sso-session my-sso]
                sso_region = us-east-1
                sso_start_url = https://d-987654321d.awsapps.com/start

                # Profiles for your discovered access...
                [profile my-acct-1-AdministratorAccess]
                sso_session = my-sso
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess
                #region = us-east-1

                [profile my-acct-2-ReadOnlyAccess]
                sso_session = my-sso
                sso_account_id = 222222222222
                sso_role_name = ReadOnlyAccess
                #region = us-east-1
                """,
                text);
    }

    @Test
    void printsThePortalAloneWhenThereIsNoAccess() {
        assertEquals(
                """
                # This is your Identity Center portal entry...
                [sso-session my-sso]
                sso_region = us-east-1
                sso_start_url = https://d-987654321d.awsapps.com/start

                # Profiles for your discovered access...
                """,
                dump(rules(RegionRules.NONE, null)));
    }

    @Test
    void commentsOutAStartUrlNobodyKnows() {
        Portal portal = new Portal("my-sso", null, "us-east-1", List.of());
        String text = dump(new ProfileRules(portal, ProfileRules.Style.SESSION, RegionRules.NONE, null));

        assertTrue(text.contains("\n#sso_start_url = https://YOUR-DIRECTORY.awsapps.com/start\n\n"), text);
    }

    @Test
    void givesEachProfileItsRegion() {
        RegionRules regions = RegionRules.parse(
                "eu-west-1", "1111-1111-1111=us-east-2, Dev=eu-north-1,222222222222/Admin=ap-south-1,");
        String text = dump(
                rules(regions, null),
                role("111111111111", "a", "R"),
                role("222222222222", "b", "Admin"),
                role("222222222222", "b", "Reader"),
                role("333333333333", "Dev", "R"));

        assertEquals(
                List.of("region = eu-north-1", "region = us-east-2", "region = ap-south-1", "region = eu-west-1"),
                text.lines().filter(line -> line.startsWith("region")).toList());
    }

    @Test
    void tellsOfRegionRulesThatApplyToNothing() {
        RegionRules regions = RegionRules.parse(null, "111111111111=us-east-2,nobody=us-east-2");

        assertEquals(List.of("nobody"), regions.unused(List.of(role("111111111111", "a", "R"))));
        assertEquals(
                new RegionRules(null, Map.of("111111111111", "us-east-2")),
                regions.byId(List.of(role("111111111111", "a", "R"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "=us-east-1", "111111111111=", "111111111111=US East", "1=2=", "1234567890123=us-east-1"})
    void refusesRegionMapsThatAreNone(String map) {
        assertThrows(Problem.Usage.class, () -> RegionRules.parse(null, map));
    }

    @Test
    void addsTheLineForOldTools() {
        String text = dump(rules(RegionRules.NONE, "/opt/my tools/aws-sso"), role("111111111111", "a", "R"));

        assertTrue(
                text.endsWith(
                        """
                #region = us-east-1
                credential_process = "/opt/my tools/aws-sso" credential-process --profile a-R
                """),
                text);
    }

    @Test
    void namesTheRoleToOldToolsWhereTheProfilesNameIsNoArgument() {
        String text = dump(rules(RegionRules.NONE, "/opt/aws-sso"), role("111111111111", "50%", "R"));

        assertTrue(
                text.endsWith("credential_process = /opt/aws-sso credential-process --sso-session my-sso"
                        + " --account-id 111111111111 --role-name R\n"),
                text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-sso", "/opt/$HOME/aws-sso", "/opt/a\"b", "/opt/é"})
    void refusesProgramPathsThatSdksMisread(String path) {
        assertThrows(Problem.Usage.class, () -> rules(RegionRules.NONE, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "a#b", "é", "a]b", "a\nb"})
    void refusesSessionNamesThatSdksMisread(String name) {
        assertThrows(Problem.Usage.class, () -> new Portal(name, "https://x/start", "us-east-1", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "x ", "x #y", "x ;y", "#x", "a\nb", "a\rb", "a\0b", "é"})
    void refusesValuesThatSdksMisread(String value) {
        assertThrows(Problem.Usage.class, () -> ConfigValue.checked("region", value));
    }

    @Test
    void writesProfilesThatAssumeARole() {
        List<ProfileName> names =
                new ProfileNames(NameTemplate.DEFAULT, Set.of()).assign(List.of(role("111111111111", "dev", "Admin")));
        List<ArnProfile> targets = ArnTargets.parse(
                        """
                [{"SourceAccountID": "111111111111", "SourceRoleName": "Admin",
                  "TargetArn": "arn:aws:iam::222222222222:role/some/path/Operator"},
                 {"SourceAccountID": "1111-1111-1111", "SourceRoleName": "Admin",
                  "TargetArn": "arn:aws:iam::333333333333:role/Admin", "TargetAccountName": "dev",
                  "Region": "eu-west-1"}]
                """)
                .profiles(names);

        String text = new ProfileGenerator(rules(RegionRules.NONE, null)).text(names, targets);

        assertTrue(
                text.endsWith(
                        """

                [profile 222222222222-Operator]
                source_profile = dev-Admin
                role_arn = arn:aws:iam::222222222222:role/some/path/Operator
                role_session_name = aws-sso
                #region = us-east-1

                [profile dev-333333333333-Admin]
                source_profile = dev-Admin
                role_arn = arn:aws:iam::333333333333:role/Admin
                role_session_name = aws-sso
                region = eu-west-1
                """),
                text);
    }

    @Test
    void refusesTargetsWithNoSourceNamingTheItem() {
        ArnTargets targets = ArnTargets.parse(
                """
                [{"SourceAccountID": "111111111111", "SourceRoleName": "Admin",
                  "TargetArn": "arn:aws:iam::222222222222:role/Operator"}]
                """);

        Problem problem = assertThrows(Problem.Usage.class, () -> targets.profiles(List.of()));

        assertEquals(
                "item 1 starts from 111111111111/Admin, which is not assigned to you", String.valueOf(problem.why()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[",
                "[{}]",
                "[{\"SourceAccountID\": \"1\", \"SourceRoleName\": \"R\", \"TargetArn\": \"x\"}]",
                "[{\"SourceAccountID\": \"1\", \"TargetArn\": \"arn:aws:iam::222222222222:role/R\"}]",
                "[{\"SourceAccountId\": \"1\"}]",
            })
    void refusesTargetsThatAreNone(String json) {
        assertThrows(Problem.Usage.class, () -> ArnTargets.parse(json));
    }
}
