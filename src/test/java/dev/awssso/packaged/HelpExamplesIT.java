package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.golden.Commands;
import dev.awssso.packaged.DocumentedHome.Result;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example of every {@code --help} works in the sandbox as it is printed: for a person who has signed in there, has the
 * profile {@code dev}, and runs the server. Each has a network of its own, so that the ports in the examples are free.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class HelpExamplesIT {

    private static final String NETWORK =
            """
            #!/bin/bash
            exec unshare -n bash -c 'ip link set lo up || exit 96; . "$HOME/person"' 2>"$HOME/log"
            """;

    // What a person has done before; the last words end what still runs.
    private static final String BEFORE =
            """
            aws-sso sandbox run --port 0 --auto-approve >"$HOME/exports" 2>"$HOME/sandbox" &
            for i in {1..300}; do grep -q 'sandbox ready' "$HOME/sandbox" && break; sleep 0.1; done
            . "$HOME/exports"
            unset AWS_ENDPOINT_URL_S3
            aws-sso login || exit 95
            aws-sso configure profile dev --account-id 123456789012 --role-name Developer --region us-east-1 || exit 95
            mkdir -p "$HOME/.aws-login"
            cp "$(grep -l accessToken "$HOME"/.aws/sso/cache/*.json | head -1)" "$HOME/.aws-login/aws-accesstoken-cache.json"
            """;

    private static final String SERVER =
            """
            aws-sso ecs run 2>"$HOME/server" &
            for i in {1..300}; do grep -q 'credentials server on' "$HOME/server" && break; sleep 0.1; done
            aws-sso ecs load --profile dev || exit 94
            aws-sso ecs load --slotted --profile dev || exit 94
            """;

    private static final String AFTER = "\ncode=$?\nkill $(jobs -p)\nwait\nexit $code\n";

    @RegisterExtension
    final RunningSandbox unused = RunningSandbox.start();

    @TempDir
    Path home;

    static List<String> commands() {
        Path nowhere = Path.of("/nonexistent");
        return Commands.all(nowhere).stream()
                .filter(path -> !Commands.help(nowhere, path).contains("\nCommands:\n"))
                // They need the service manager of a signed-in user; SystemdIT and its like have one.
                .filter(path -> !path.startsWith("ecs service "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theExampleWorksAsPrinted(String command) {
        List<String> example = example(command);
        assertFalse(example.isEmpty(), "no example of " + command);
        DocumentedHome person =
                new DocumentedHome(home, unused).file("network", NETWORK).file("person", script(command, example));

        Result result = person.run("bash network; code=$?; cat log >&2; exit $code");

        assumeTrue(result.exit() != 96 && !result.err().contains("unshare failed"), "no network namespaces here");
        assertEquals(0, result.exit(), () -> example + "\n" + result.err());
    }

    private static String script(String command, List<String> example) {
        boolean asksServer = command.startsWith("ecs ") && !command.equals("ecs run");
        String lines = String.join("\n", example);
        if (command.equals("sandbox run")) {
            // It goes on until it is ended.
            lines = "timeout 20 " + lines + " 2>&1 | grep -m 1 'sandbox ready'";
        }
        if (command.equals("doctor")) {
            // 1 is an answer too: there is no server here.
            lines += "\n[ $? -le 1 ]";
        }
        return BEFORE + (asksServer ? SERVER : "") + lines + AFTER;
    }

    /** The lines of the example; a line of a config file becomes the command that it names. */
    private List<String> example(String command) {
        List<String> lines = Commands.help(home, command).lines().toList();
        List<String> example = new ArrayList<>();
        boolean begun = false;
        for (String line : lines) {
            begun = begun || line.startsWith("Example");
            // It needs a terminal; StatusWatchIT has one.
            if (begun && line.startsWith("  ") && !line.endsWith(" ecs status --watch")) {
                example.add(line.strip().replaceFirst("^credential_process = ", ""));
            }
        }
        return example;
    }
}
