package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes on the command line, each with a value in it that may be a secret. */
class UsageProblemsTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status SECRET|too many arguments for status: see aws-sso status --help",
                "login --sso-acces-token=SECRET|unknown option --sso-acces-token: did you mean --sso-access-token?",
                "login --sso-acces-token SECRET|unknown option --sso-acces-token: did you mean --sso-access-token?",
                "login --SECRET|unknown option: see aws-sso login --help",
                "login --key-SECRET=SECRET|unknown option: see aws-sso login --help",
                "ecs bearer-token -xSECRET|unknown option -x: see aws-sso ecs bearer-token --help",
                "ecs run --port=SECRET|invalid --port: use 0 to 65535",
                "status --output SECRET|the value of --output is invalid: it must be one of table, json, csv",
                "runas --account-id 111111111111 SECRET|--command is required: see aws-sso runas --help",
                "dumpcreds --region a --region SECRET|--region is given twice",
                "dumpcreds --region|--region needs a value: see aws-sso dumpcreds --help",
                "SECRET|unknown command: see aws-sso --help",
                "ecs SECRET|unknown command: see aws-sso ecs --help",
                "--sso-access-token=SECRET status|unknown option --sso-access-token: see aws-sso --help",
            })
    void namesTheMistakeAndNoValue(String line, String said) {
        // As a token looks: capitals, digits, a line of its own.
        String secret = "aoaAAAAAGdt9Kx2SECRET";
        String[] words = line.replace("SECRET", secret).split(" ");

        Cli.Result result = Cli.at(home).run(words);

        assertEquals(2, result.exit(), result.err());
        assertEquals("aws-sso: " + said, result.err().lines().findFirst().orElse(""));
        assertFalse(result.err().contains("SECRET"), result.err());

        String[] debugged = (line.replace("SECRET", secret) + " --debug").split(" ");
        Cli.Result debug = Cli.at(home).run(debugged);
        assertFalse(debug.err().contains("SECRET"), debug.err());
        assertTrue(debug.err().startsWith("aws-sso: "), debug.err());
    }
}
