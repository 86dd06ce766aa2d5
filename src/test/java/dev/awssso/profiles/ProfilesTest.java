package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.ExitCode;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.ConfiguredInstance;
import dev.awssso.signin.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    @TempDir
    Path home;

    private Profiles load(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOME", home.toString());
        return Profiles.load(new Environment(all, OperatingSystem.LINUX));
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void missingFilesAreEmpty() {
        Profiles profiles = load(Map.of());

        assertTrue(profiles.all().isEmpty());
        assertEquals(home.resolve(".aws/config"), profiles.configFile());
        assertEquals("default", profiles.selectedName());
    }

    @Test
    void anUnreadableFileIsALocalFailure() throws IOException {
        Files.createDirectories(home.resolve(".aws/config"));

        Problem problem = assertThrows(Problem.LocalFile.class, () -> load(Map.of()));

        assertEquals(ExitCode.LOCAL_FILE, problem.exitCode());
    }

    @Test
    void expandsHomeAndVariablesInThePaths() throws IOException {
        write("x/one/config", "[profile a]\nregion = r\n");

        Profiles profiles = load(Map.of(
                "AWS_CONFIG_FILE", "~/$SUB/${DIR}/config",
                "SUB", "x",
                "DIR", "one",
                "AWS_SHARED_CREDENTIALS_FILE", "/tmp/$NOT_SET/${ALSO_NOT}/${open"));

        assertEquals(Optional.of("r"), profiles.profile("a").orElseThrow().get("region"));
        assertEquals(Path.of("/tmp/$NOT_SET/${ALSO_NOT}/${open"), profiles.credentialsFile());
    }

    @Test
    void anEmptyVariableIsUnset() {
        assertEquals(
                home.resolve(".aws/config"), load(Map.of("AWS_CONFIG_FILE", "")).configFile());
    }

    @Test
    void credentialsWinKeyByKey() throws IOException {
        write(".aws/config", "[profile a]\nregion = r\naws_access_key_id = weak\n");
        write(".aws/credentials", "[a]\naws_access_key_id = strong\n[b]\nregion = s\n");

        Profiles profiles = load(Map.of());

        Profile a = profiles.profile("a").orElseThrow();
        assertEquals(Optional.of("strong"), a.get("aws_access_key_id"));
        assertEquals(Optional.of("r"), a.get("region"));
        assertEquals(
                List.of("a", "b"), profiles.all().stream().map(Profile::name).toList());
    }

    @Test
    void resolvesASessionProfile() throws IOException {
        write(
                ".aws/config",
                """
                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start#/
                sso_region = us-east-2
                sso_registration_scopes = sso:account:access, , codewhisperer:x
                [profile a]
                sso_session = corp
                sso_account_id = 1234
                sso_role_name = Admin
                """);

        Profiles profiles = load(Map.of());
        SsoProfile sso = profiles.sso(profiles.profile("a").orElseThrow()).orElseThrow();

        assertEquals(
                new Instance(
                        "https://corp.awsapps.com/start#/",
                        "us-east-2",
                        "corp",
                        List.of("sso:account:access", "codewhisperer:x")),
                sso.instance());
        assertEquals(new RoleRef(new AccountId("000000001234"), "Admin"), sso.role());
    }

    @Test
    void resolvesALegacyProfile() throws IOException {
        write(
                ".aws/config",
                """
                [profile a]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = us-east-2
                sso_account_id = 111111111111
                sso_role_name = Admin
                [profile b]
                region = x
                """);

        Profiles profiles = load(Map.of());

        Instance instance =
                profiles.sso(profiles.profile("a").orElseThrow()).orElseThrow().instance();
        assertEquals(
                new Instance("https://corp.awsapps.com/start", "us-east-2", null, Instance.DEFAULT_SCOPES), instance);
        assertEquals(Optional.empty(), profiles.sso(profiles.profile("b").orElseThrow()));
    }

    private String failureOf(String config) throws IOException {
        write(".aws/config", config);
        Profiles profiles = load(Map.of());
        Problem problem = assertThrows(
                Problem.LocalFile.class,
                () -> profiles.sso(profiles.profile("p").orElseThrow()));
        return problem.what();
    }

    @Test
    void refusesAProfileThatContradictsItsSession() throws IOException {
        assertEquals(
                "profile \"p\": sso_region is \"a\" but [sso-session s] has \"b\"",
                failureOf(
                        """
                        [sso-session s]
                        sso_region = b
                        sso_start_url = https://x/start
                        [profile p]
                        sso_session = s
                        sso_region = a
                        sso_account_id = 111111111111
                        sso_role_name = R
                        """));
    }

    @Test
    void refusesAProfileWhoseSessionDoesNotExist() throws IOException {
        assertEquals(
                "profile \"p\" uses sso-session \"s\", which does not exist in " + home.resolve(".aws/config"),
                failureOf("[profile p]\nsso_session = s\nsso_account_id = 111111111111\n"));
    }

    @Test
    void refusesAProfileThatLacksAKey() throws IOException {
        assertEquals(
                "profile \"p\" is missing sso_region",
                failureOf("[profile p]\nsso_start_url = https://x/start\nsso_role_name = R\n"));
    }

    @Test
    void refusesServicesThatDoNotExist() throws IOException {
        write(".aws/config", "[profile p]\nservices = s\n[services t]\nsts =\n  endpoint_url = u\n");
        Profiles profiles = load(Map.of());

        Problem problem = assertThrows(
                Problem.LocalFile.class,
                () -> profiles.serviceSettings(profiles.profile("p").orElseThrow(), "sts"));

        assertTrue(problem.what().startsWith("profile \"p\" uses services \"s\""), problem::what);
    }

    @Test
    void tellsTheInstancesOfSessionsAndLegacyProfiles() throws IOException {
        write(
                ".aws/config",
                """
                [sso-session corp]
                sso_start_url = https://corp/start
                sso_region = us-east-2
                [sso-session half]
                sso_region = us-east-2
                [profile a]
                sso_session = corp
                sso_start_url = https://corp/start
                sso_region = us-east-2
                [profile b]
                sso_start_url = https://old/start
                sso_region = eu-west-1
                """);
        Environment environment = new Environment(Map.of("HOME", home.toString()), OperatingSystem.LINUX);
        ConfigFileInstances instances = new ConfigFileInstances(environment, () -> Profiles.load(environment));

        assertEquals(
                List.of(
                        ConfiguredInstance.ofSession(
                                "corp", "https://corp/start", "us-east-2", Instance.DEFAULT_SCOPES),
                        ConfiguredInstance.ofProfile("b", "https://old/start", "eu-west-1")),
                instances.all());
        assertEquals(List.of("corp", "half"), instances.sessionNames());
        assertEquals(Optional.empty(), instances.session("none"));
        Problem problem = assertThrows(Problem.LocalFile.class, () -> instances.session("half"));
        assertEquals("[sso-session half] is missing sso_start_url", problem.what());
        assertEquals(home.resolve(".aws/config").toString(), instances.file());
    }

    @Test
    void tellsTheRolesOfProfiles() throws IOException {
        write(
                ".aws/config",
                """
                [profile a]
                sso_start_url = https://old/start
                sso_region = eu-west-1
                sso_account_id = 111111111111
                sso_role_name = R
                [profile b]
                region = x
                """);
        ConfigFileRoles roles = new ConfigFileRoles(() -> load(Map.of()));

        assertEquals(
                new RoleRef(new AccountId("111111111111"), "R"),
                roles.role("a").orElseThrow().role());
        assertEquals(Optional.empty(), roles.role("b"));
        assertTrue(roles.exists("b"));
        assertEquals(Optional.empty(), roles.role("c"));
    }
}
