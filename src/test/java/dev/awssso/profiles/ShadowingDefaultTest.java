package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowingDefaultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[default]^aws_access_key_id = A^aws_secret_access_key = s^|true",
                "[profile default]^credential_process = x^|true",
                "[default]^role_arn = arn:aws:iam::111111111111:role/A^|true",
                "[default]^sso_account_id = 111111111111^|true",
                "[default]^region = us-east-1^output = json^|false",
                "[profile other]^aws_access_key_id = A^|false",
                "''|false",
            })
    void isADefaultThatGivesCredentials(String config, boolean shadows, @TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), config.replace('^', '\n'));
        Environment environment = new Environment(Map.of("HOME", home.toString()), OperatingSystem.LINUX);
        assertEquals(shadows, ShadowingDefault.exists(Profiles.load(environment)));
    }

    @Test
    void keepsEverythingThatGivesNoCredentials() {
        String config =
                """
                # mine
                [default]
                region = eu-west-1
                AWS_ACCESS_KEY_ID = A
                aws_secret_access_key = s
                # a remark
                credential_process = x
                  more
                s3 =
                  max_queue_size = 10
                sso_session = s
                cli_pager =

                [sso-session s]
                sso_region = us-east-1
                sso_start_url = https://x/start
                [profile dev]
                sso_session = s
                sso_account_id = 111111111111
                sso_role_name = Dev
                """;
        String expected =
                """
                # mine
                [default]
                region = eu-west-1
                # a remark
                s3 =
                  max_queue_size = 10
                cli_pager =

                [sso-session s]
                sso_region = us-east-1
                sso_start_url = https://x/start
                [profile dev]
                sso_session = s
                sso_account_id = 111111111111
                sso_role_name = Dev
                """;
        assertEquals(
                expected,
                new String(ShadowingDefault.without(config.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
    }
}
