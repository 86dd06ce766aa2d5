package dev.awssso.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStoreTest {

    private static final int WRITERS = 20;

    @TempDir
    Path home;

    private ConfigStore store(Map<String, String> more) {
        Map<String, String> variables = new java.util.HashMap<>(more);
        variables.put("HOME", home.toString());
        return new ConfigStore(new Environment(variables, OperatingSystem.current()), Sleeper.real());
    }

    private static ProfileEdit profile(String name, String region) {
        return new ProfileEdit(new ProfileEdit.Wish(
                name,
                new Portal("my-sso", "https://d-1.awsapps.com/start", "us-east-1", List.of()),
                ProfileRules.Style.SESSION,
                new RoleRef(new AccountId("111111111111"), "Admin"),
                region,
                null,
                null));
    }

    private void assertEverybodyIsThere() {
        ConfigFile file = ConfigFile.read(home.resolve(".aws/config"), ConfigFile.Flavor.CONFIG);
        assertEquals(List.of(), file.warnings());
        for (int i = 0; i < WRITERS; i++) {
            assertEquals(
                    "eu-west-" + i, file.profiles().get("w" + i).get("region").orElseThrow());
        }
        assertEquals(WRITERS, file.profiles().size());
    }

    @Test
    void twentyThreadsLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<ConfigChange>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                ProfileEdit edit = profile("w" + i, "eu-west-" + i);
                writers.add(() -> edit.write(store(Map.of())));
            }
            for (Future<ConfigChange> writer : threads.invokeAll(writers)) {
                assertTrue(writer.get().changed());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEverybodyIsThere();
    }

    @Test
    @Tag("slow")
    void twentyProcessesLoseNothing() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(ConfigWriter.start(home, "w" + i, "eu-west-" + i, "1"));
        }
        for (Process writer : writers) {
            assertEquals(0, writer.waitFor());
        }
        assertEverybodyIsThere();
    }

    /** What a writer that is killed may have come to. */
    private enum Step {
        BEFORE_THE_TEMPORARY_FILE,
        TEMPORARY_FILE_IS_EMPTY,
        TEMPORARY_FILE_HAS_A_PART,
        TEMPORARY_FILE_IS_WHOLE,
        AFTER_THE_RENAME
    }

    @Test
    @Tag("slow")
    void aKilledWriterLeavesTheOldOrTheNewFile() throws Exception {
        Path config = home.resolve(".aws/config");
        Files.createDirectories(config.getParent());
        String ballast = "# a comment of some length, again and again\n".repeat(350_000);
        profile("w", "eu-west-0").write(store(Map.of()));
        String head = Files.readString(config);
        Files.writeString(config, head + ballast);
        List<Step> seen = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            Step wanted = Step.values()[round % Step.values().length];
            Process writer = ConfigWriter.start(home, "w", "eu-west-1", "1000");
            seen.add(killAt(writer, wanted, config));

            String text = Files.readString(config);
            String region = text.substring(head.length() - 2, head.length() - 1);
            assertEquals(head.substring(0, head.length() - 2) + region + "\n" + ballast, text, "after " + wanted);
            assertTrue(
                    profile("w", "eu-west-" + (5 + round % 2))
                            .write(store(Map.of()))
                            .changed(),
                    "the lock is free again");
            removeTemporaryFiles(config.getParent());
        }
        assertTrue(seen.containsAll(List.of(Step.values())), seen::toString);
    }

    // What a killed writer left would be seen as the next one's.
    private static void removeTemporaryFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".tmp")).toList()) {
                Files.delete(file);
            }
        }
    }

    private Step killAt(Process writer, Step wanted, Path config) throws Exception {
        assertEquals('r', writer.getInputStream().read(), "the writer is at work");
        long whole = Files.size(config);
        Step last = Step.BEFORE_THE_TEMPORARY_FILE;
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            Step now = step(config.getParent(), whole, last);
            if (now == wanted) {
                writer.destroyForcibly().waitFor();
                return now;
            }
            last = now;
        }
        writer.destroyForcibly().waitFor();
        return last;
    }

    private static Step step(Path directory, long whole, Step last) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long size = files.filter(file -> file.toString().endsWith(".tmp"))
                    .map(Path::toFile)
                    .mapToLong(File::length)
                    .max()
                    .orElse(-1);
            if (size < 0) {
                return last == Step.BEFORE_THE_TEMPORARY_FILE ? last : Step.AFTER_THE_RENAME;
            }
            if (size == 0) {
                return Step.TEMPORARY_FILE_IS_EMPTY;
            }
            return size < whole ? Step.TEMPORARY_FILE_HAS_A_PART : Step.TEMPORARY_FILE_IS_WHOLE;
        }
    }

    @Test
    void removesWhatAKilledWriterLeftLongAgo() throws IOException {
        Path directory = Files.createDirectories(home.resolve(".aws"));
        Path old = Files.writeString(directory.resolve(".1.aws-sso.tmp"), "half of it");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path present = Files.writeString(directory.resolve(".2.aws-sso.tmp"), "another's, at work");
        Path foreign = Files.writeString(directory.resolve(".3.tmp"), "another program's");
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        profile("a", "eu-west-1").write(store(Map.of()));

        assertEquals(
                List.of(false, true, true), List.of(Files.exists(old), Files.exists(present), Files.exists(foreign)));
    }

    @Test
    void keepsOneCopyFromBeforeTheFirstChange() throws IOException {
        Path config = home.resolve(".aws/config");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "[profile mine]\n");

        profile("a", "eu-west-1").write(store(Map.of()));
        profile("b", "eu-west-1").write(store(Map.of()));

        assertEquals("[profile mine]\n", Files.readString(home.resolve(".aws/config.bak")));
    }

    @Test
    void leavesNoLockBesideAScriptsTemporaryFile() throws IOException {
        Path elsewhere = Files.createTempDirectory("elsewhere");
        Path file = elsewhere.resolve("x.aws-config");

        profile("a", "eu-west-1").write(store(Map.of("AWS_CONFIG_FILE", file.toString())));

        try (Stream<Path> files = Files.list(elsewhere)) {
            assertEquals(List.of(file), files.toList());
        }
        Files.delete(file);
        Files.delete(elsewhere);
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.createSymbolicLink(home.resolve(".aws/config"), home.resolve("nowhere"));

        assertThrows(Problem.LocalFile.class, () -> profile("a", "eu-west-1").write(store(Map.of())));
    }
}
