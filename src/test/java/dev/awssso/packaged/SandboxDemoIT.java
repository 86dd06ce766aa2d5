package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command: the whole way once, with nothing left behind. */
class SandboxDemoIT {

    private static final Pattern STAGE = Pattern.compile("HOME=([^\0]*aws-sso-demo\\w+)\0");

    @TempDir
    Path home;

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsWithTheIdentityAndLeavesNothingBehind() throws IOException {
        // The one variable that the demo hands on to all that it starts, and that nobody else has.
        String mark = "LANG=C.demo-" + home.getFileName();
        Set<Path> stages = new HashSet<>();
        try (RunningProgram demo = PackagedProgram.at(home)
                .with("LANG", mark.substring(5))
                .start(Pattern.compile("ecs run"), "sandbox", "demo")) {
            while (demo.alive()) {
                marked(mark).forEach(environment -> {
                    Matcher stage = STAGE.matcher(environment);
                    if (stage.find()) {
                        stages.add(Path.of(stage.group(1)));
                    }
                });
            }
            assertEquals(0, demo.waitForExit(), demo.err());
            assertEquals(
                    "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Developer",
                    demo.out().replaceAll("(?s).*\"Arn\": \"(.*)_[0-9a-f]+/[^/]+\"\\s*}\\s*$", "$1"),
                    demo.out());
            assertTrue(demo.err().contains("$ aws-sso ecs load --account 123456789012 --role Developer\n"), demo.err());
        }
        assertEquals(List.of(), marked(mark), "processes of the demo");
        assertEquals(1, stages.size(), "the demo's own home was to be seen while it ran");
        stages.forEach(stage -> assertFalse(Files.exists(stage), stage::toString));
        try (Stream<Path> left = Files.list(home)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /** The environments of the processes that have this variable. */
    private static List<String> marked(String variable) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> environment(process.resolve("environ")))
                    .filter(environment -> environment.contains(variable + "\0"))
                    .toList();
        }
    }

    private static String environment(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return "";
        }
    }
}
