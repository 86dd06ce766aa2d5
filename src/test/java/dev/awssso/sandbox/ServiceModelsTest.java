package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every answer of every operation against the service models of botocore, which decide what there is to ask. */
@Tag("slow")
class ServiceModelsTest {

    private static final Pattern COUNTS = Pattern.compile(
            "validated operations ([0-9]+), answered ([0-9]+), refused by name ([0-9]+), exceptions ([0-9]+),"
                    + " answers ([0-9]+), shapes ([0-9]+)");

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(5, 2);

    @TempDir
    Path home;

    @Test
    void everyAnswerAndEveryExceptionFitsTheModels() throws IOException, InterruptedException {
        Path log = home.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("target/python/bin/python", "src/test/python/validate_models.py")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", home.toString(),
                        "AWS_ENDPOINT_URL", sandbox.url(),
                        "SANDBOX_KEY", sandbox.controlKey()));
        int exit = builder.start().waitFor();

        String text = Files.readString(log);
        assertEquals(0, exit, text);
        Matcher counts = COUNTS.matcher(text);
        assertTrue(counts.find(), text);
        int operations = Integer.parseInt(counts.group(1));
        assertEquals(operations, Integer.parseInt(counts.group(2)) + Integer.parseInt(counts.group(3)));
        // A driver that found no model would validate nothing and complain of nothing.
        assertTrue(operations >= 36 && Integer.parseInt(counts.group(4)) >= 54, text);
        System.out.print(text);
    }
}
