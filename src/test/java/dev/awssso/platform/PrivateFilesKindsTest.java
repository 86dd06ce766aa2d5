package dev.awssso.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that are none: links, devices, pipes; and such as never end. */
@EnabledOnOs(OS.LINUX)
@Rows("P6")
class PrivateFilesKindsTest {

    private static final byte[] CONTENT = "new".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home;

    @Test
    void aPipeIsReadOnceAndUsedByEveryPartOfACommand() throws Exception {
        Path pipe = pipe("config");
        Thread writer = new Thread(() -> write(pipe, "[profile piped]\nregion = eu-west-1\n"));
        writer.start();

        assertEquals(35, PrivateFiles.read(pipe).orElseThrow().length);
        assertEquals(35, PrivateFiles.read(pipe).orElseThrow().length);
        writer.join();
    }

    @Test
    @Timeout(60)
    void aPipeWithoutAWriterIsOneLineAndExit7() throws Exception {
        Cli.Result result =
                Cli.at(home).with("AWS_CONFIG_FILE", pipe("config").toString()).run("dumpcreds", "--profile", "dev");

        assertEquals(7, result.exit(), result.err());
        assertTrue(result.err().contains("no more data came within 5 s"), result.err());
    }

    @Test
    @Timeout(60)
    void whatNeverEndsOrIsTooLargeIsRefused() throws IOException {
        assertThrows(Problem.LocalFile.class, () -> PrivateFiles.read(Path.of("/dev/zero")));
        Path large = home.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }
        Problem problem = assertThrows(Problem.LocalFile.class, () -> PrivateFiles.read(large));
        assertEquals("it is larger than 16 MiB", problem.why());
        assertArrayEquals(new byte[0], PrivateFiles.read(Path.of("/dev/null")).orElseThrow());
    }

    @Test
    @Timeout(60)
    void pipesAndDevicesInADirectoryOfCachesArePassedOver() throws Exception {
        Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
        pipe(".aws/sso/cache/0123456789012345678901234567890123456789.json");
        Files.createSymbolicLink(cache.resolve("1123456789012345678901234567890123456789.json"), Path.of("/dev/zero"));

        Cli.Result result = Cli.at(home).run("status");
        assertEquals(3, result.exit(), result.err());
        assertEquals(Optional.empty(), PrivateFiles.readCached(Path.of("/dev/zero")));
    }

    @Test
    void devicesAndPipesAreNotReplaced() throws Exception {
        Path pipe = pipe("pipe");
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("/dev/null"));

        for (Path target : new Path[] {pipe, link, Path.of("/dev/null")}) {
            Problem problem = assertThrows(Problem.LocalFile.class, () -> PrivateFiles.write(target, CONTENT));
            assertTrue(
                    problem.why().contains("not a regular file")
                            || problem.why().contains("link"),
                    problem.why());
        }
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readAttributes(pipe, java.nio.file.attribute.BasicFileAttributes.class)
                .isOther());
    }

    @Test
    void aLinkThatAnotherUserOwnsIsNotFollowed() throws IOException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can give a file away");
        Path target = Files.writeString(home.resolve("target"), "old");
        Path link = Files.createSymbolicLink(home.resolve("link"), target);
        PrivateFiles.write(link, CONTENT);
        assertEquals("new", Files.readString(target));
        for (Path foreign : new Path[] {link, target}) {
            Files.writeString(target, "old");
            Files.setAttribute(foreign, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

            assertThrows(Problem.LocalFile.class, () -> PrivateFiles.write(link, CONTENT));
            assertEquals("old", Files.readString(target));
        }
    }

    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = home.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private static void write(Path pipe, String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
