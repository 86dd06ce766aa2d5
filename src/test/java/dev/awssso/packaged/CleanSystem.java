package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Debian with a Java runtime and nothing else, in a directory, in which packages are installed and removed as root. Made by
 * {@code src/test/containers/make-debian}; the same directory for every test, so each leaves it as it was.
 */
final class CleanSystem {

    private static final long LONGEST_SECONDS = 300;

    /** What packages are allowed to change: the records of the package managers, and the kernel's own. */
    private static final List<Path> RECORDS = List.of(
            Path.of("proc"),
            Path.of("dev"),
            Path.of("var/lib/dpkg"),
            Path.of("var/lib/rpm"),
            Path.of("var/log/dpkg.log"));

    private final Path root;
    private final Path output;

    private CleanSystem(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    /** Makes the directory when it is not there, which takes a minute; output of commands is kept in {@code output}. */
    static CleanSystem make(Path output) throws Exception {
        CleanSystem made = new CleanSystem(Path.of("target/debian").toAbsolutePath(), output);
        Podman.Result result = made.execute(List.of("src/test/containers/make-debian", made.root.toString()));
        assertEquals(0, result.exit(), result::err);
        return made;
    }

    /** True where a test can use it: this is root, and the programs are there. */
    static boolean isUsable() throws IOException {
        return Stream.of("mmdebstrap", "unshare", "rpm", "dpkg").allMatch(CleanSystem::isInstalled)
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/usr/bin", "/usr/sbin").anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** Runs a command in it to its end, with its own {@code /proc}. */
    Podman.Result run(String... words) throws Exception {
        List<String> command = inside();
        command.addAll(List.of("chroot", root.toString()));
        command.addAll(List.of(words));
        return execute(command);
    }

    /** Starts a command in it; the process is the command's own. */
    Process start(String... words) throws IOException {
        List<String> command = inside();
        command.addAll(List.of("chroot", root.toString()));
        command.addAll(List.of(words));
        return builder(command).start();
    }

    /** Runs this machine's rpm on it. */
    Podman.Result rpm(String... words) throws Exception {
        List<String> command = inside();
        // Debian's rpm asks whether a person means it.
        command.addAll(List.of("rpm", "--root", root.toString(), "--dbpath", "/var/lib/rpm", "--force-debian"));
        command.addAll(List.of(words));
        return execute(command);
    }

    // The mount ends with the last process in it.
    private List<String> inside() {
        return new ArrayList<>(List.of(
                "unshare", "--mount", "sh", "-c", "mount -t proc proc \"$0/proc\" && exec \"$@\"", root.toString()));
    }

    private Podman.Result execute(List<String> command) throws Exception {
        Path out = Files.createTempFile(output, "out", "");
        Path err = Files.createTempFile(output, "err", "");
        Process process = builder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> command + " did not end");
        return new Podman.Result(process.exitValue(), Files.readString(out).strip(), Files.readString(err));
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", "/root");
        return builder;
    }

    /** Every file and directory in it, but the records of the package managers. */
    Set<String> files() throws IOException {
        Set<String> found = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                Path path = root.relativize(directory);
                if (RECORDS.contains(path)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                found.add(path.toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path path = root.relativize(file);
                if (!RECORDS.contains(path)) {
                    found.add(path.toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
