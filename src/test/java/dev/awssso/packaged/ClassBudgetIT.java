package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many classes each command loads, and how many of them no start-up archive has: both decide its start-up time. The
 * table in {@code docs/reference/loaded-classes.md} has the counts, and a command may load a tenth more. {@code
 * -Dbudget.update} rewrites the rows of the Java that the launcher finds.
 */
@EnabledOnOs(OS.LINUX)
class ClassBudgetIT {

    private static final Path TABLE = Path.of("docs/reference/loaded-classes.md");
    private static final String ARCHIVED = "source: shared objects file";
    // Threads of the JVM load a few classes earlier or later than the end of a command.
    private static final int NOISE = 10;

    // As java, but with a list of the classes, and without an archive where SHARE says so: since Java 24 an archive's
    // classes
    // are all loaded at once. The launcher turns all logging off before its last options.
    private static final String COUNTING_JAVA =
            """
            #!/usr/bin/env bash
            words=()
            for word; do
                if [ "$word" = -cp ]; then words+=("-Xshare:$SHARE" "-Xlog:class+load=info:file=$CLASS_LOG:none"); fi
                words+=("$word")
            done
            exec '%s/bin/java' "${words[@]}"
            """;

    /** The classes that a command loads without an archive, and those that it loads from elsewhere with one. */
    private record Loaded(int all, int notArchived) {

        boolean isWithin(Loaded table) {
            return all <= room(table.all) && notArchived <= room(table.notArchived);
        }

        private static int room(int count) {
            return count + count / 10 + NOISE;
        }
    }

    @TempDir
    Path home;

    private Path log;
    private String feature;
    private Map<String, String> variables;

    @BeforeEach
    void onAJvm() throws Exception {
        assumeTrue(PackagedProgram.isOnJvm(), "the native program loads no classes");
        log = home.resolve("classes.log");
        Path java = Path.of(shell(". \"$0/lib/find-java.sh\" && find_java && printf %s \"$java\""));
        feature = shell(". \"$0/lib/find-java.sh\" && find_java && printf %s \"$java_feature\"");
        Path counting = home.resolve("java");
        Files.createDirectories(counting.resolve("bin"));
        Files.copy(java.resolve("release"), counting.resolve("release"));
        Path program = Files.writeString(counting.resolve("bin/java"), COUNTING_JAVA.formatted(java));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        variables = new LinkedHashMap<>(Map.of("AWS_SSO_JAVA_HOME", counting.toString(), "CLASS_LOG", log.toString()));
    }

    private static String shell(String script) throws Exception {
        Path program = PackagedProgram.location().getParent().getParent();
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script, program.toString());
        String javaHome = System.getProperty("aws-sso.java-home", "");
        if (!javaHome.isEmpty()) {
            builder.environment().put("AWS_SSO_JAVA_HOME", javaHome);
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out;
    }

    @Test
    void everyCommandStaysWithinItsBudget() throws Exception {
        Map<String, Loaded> table = readTable();
        Map<String, Loaded> counted = count();
        if (System.getProperty("budget.update") != null) {
            writeTable(counted);
            return;
        }
        assumeTrue(
                table.keySet().stream().anyMatch(key -> key.startsWith(feature + " ")),
                "the table has no rows for Java " + feature);
        List<String> above = new ArrayList<>();
        counted.forEach((command, loaded) -> {
            Loaded budget = table.get(feature + " " + command);
            if (budget == null) {
                fail(command + " is not in " + TABLE);
            }
            if (!loaded.isWithin(budget)) {
                above.add(command + ": " + loaded + ", and the table has " + budget);
            }
        });
        assertTrue(
                above.isEmpty(),
                () -> String.join("\n", above)
                        + "\nNot in the archives, but should be: ./mvnw package -Dtrain. Needed: -Dbudget.update.");
    }

    private Map<String, Loaded> count() throws IOException {
        Map<String, Loaded> counted = new LinkedHashMap<>();
        String role = "--account-id=111111111111";
        String name = "--role-name=ReadOnlyAccess";
        try (RunningProgram sandbox = PackagedProgram.at(home).startSandbox("--auto-approve")) {
            variables.putAll(sandbox.exports());
            run(counted, "--version");
            run(counted, "--help");
            assertEquals(0, program("auto").run("login", "--use-device-code").exit());
            run(counted, "status");
            run(counted, "accounts");
            run(counted, "roles");
            run(counted, "dumpconfig");
            run(counted, "run-as -- true", "run-as", role, name, "--", "true");
            run(counted, "dumpcreds", "dumpcreds", role, name);
            run(counted, "credential-process", "credential-process", role, name);
            run(counted, "getcallerid", "getcallerid", role, name);
            run(counted, "console --no-browser", "console", "--no-browser", role, name);
            counted.put("ecs run", new Loaded(server("off"), server("auto")));
            try (RunningProgram server =
                    PackagedProgram.at(home).with(sandbox.exports()).startServer()) {
                String url = server.url().toString();
                run(counted, "ecs load", "ecs", "load", "--server", url, role, name);
                run(counted, "ecs list", "ecs", "list", "--server", url);
            }
        }
        return counted;
    }

    private void run(Map<String, Loaded> counted, String command, String... words) throws IOException {
        String[] line = words.length == 0 ? new String[] {command} : words;
        int[] counts = new int[2];
        for (int i = 0; i < 2; i++) {
            PackagedProgram.Result result = program(i == 0 ? "off" : "auto").run(line);
            assertEquals(0, result.exit(), result::err);
            counts[i] = notArchived();
        }
        counted.put(command, new Loaded(counts[0], counts[1]));
    }

    private int server(String share) throws IOException {
        try (RunningProgram server = program(share).startServer()) {
            server.terminate();
        }
        return notArchived();
    }

    private int notArchived() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(" source: ") && !line.contains(ARCHIVED))
                    .count();
        }
    }

    private PackagedProgram program(String share) throws IOException {
        Files.deleteIfExists(log);
        return PackagedProgram.at(home).with(variables).with("SHARE", share);
    }

    // By Java and command, as in "25 status".
    private static Map<String, Loaded> readTable() throws IOException {
        Map<String, Loaded> table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            String[] cells = line.split(" *\\| *", -1);
            if (cells.length == 6 && cells[1].startsWith("`")) {
                table.put(
                        cells[2] + " " + cells[1].replace("`", ""),
                        new Loaded(Integer.parseInt(cells[3]), Integer.parseInt(cells[4])));
            }
        }
        return table;
    }

    private void writeTable(Map<String, Loaded> counted) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(TABLE));
        lines.removeIf(line -> line.startsWith("| `") && line.contains("| " + feature + " |"));
        counted.forEach((command, loaded) ->
                lines.add("| `" + command + "` | " + feature + " | " + loaded.all + " | " + loaded.notArchived + " |"));
        Files.write(TABLE, lines);
    }
}
