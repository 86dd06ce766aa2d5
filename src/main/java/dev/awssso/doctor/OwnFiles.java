package dev.awssso.doctor;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileOwner;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permissions of our own files: nobody but their owner reads or writes them; settings, which hold no secret, nobody
 * else writes. Systems without such modes are not examined.
 */
final class OwnFiles {

    private static final int DEPTH = 3;
    private static final int MOST = 1000;
    private static final int SHOWN = 5;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** A file that is too open, with its present mode. */
    private record Open(Path path, Set<PosixFilePermission> mode) {

        boolean writable() {
            return mode.stream().anyMatch(OTHERS_WRITE::contains);
        }
    }

    private final Environment environment;

    OwnFiles(Environment environment) {
        this.environment = environment;
    }

    List<Finding> examine(String check) {
        List<Open> open = open();
        if (open.isEmpty()) {
            return List.of(Finding.ok(check, "nobody else can read or write the files of aws-sso"));
        }
        boolean stops = open.stream().anyMatch(Open::writable);
        String names = open.stream()
                .limit(SHOWN)
                .map(file -> String.valueOf(file.path()))
                .collect(Collectors.joining(", "));
        String more = open.size() > SHOWN ? " and " + (open.size() - SHOWN) + " more" : "";
        String reason = (stops ? "other users can write " : "other users can read ") + names + more;
        String fix = "chmod go-rwx "
                + open.stream()
                        .map(file -> ShellCommand.quote(file.path().toString()))
                        .collect(Collectors.joining(" "));
        return List.of(stops ? Finding.stops(check, reason, fix) : Finding.warning(check, reason, fix));
    }

    /** Takes the permissions away from everybody else; returns how many files were changed. */
    int mend() {
        int mended = 0;
        for (Open file : open()) {
            try {
                Set<PosixFilePermission> mode = EnumSet.copyOf(file.mode());
                mode.removeAll(OTHERS);
                Files.setPosixFilePermissions(file.path(), mode);
                mended++;
            } catch (IOException e) {
                // It is told as it is by the next look.
            }
        }
        return mended;
    }

    private List<Open> open() {
        List<Open> open = new ArrayList<>();
        for (Path root : List.of(
                environment.dataDirectory(),
                environment.cacheDirectory(),
                environment.runtimeDirectory(),
                environment.configDirectory())) {
            boolean settings = root.equals(environment.configDirectory());
            walk(root).forEach(path -> add(open, path, settings));
        }
        return open;
    }

    private static List<Path> walk(Path root) {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.limit(MOST).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(root);
        }
    }

    private static void add(List<Open> open, Path path, boolean settings) {
        try {
            if (Files.isSymbolicLink(path)
                    || !path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    || !FileOwner.isSelf(path)
                    || open.stream().anyMatch(file -> file.path().equals(path))) {
                return;
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> unwanted = EnumSet.copyOf(settings ? OTHERS_WRITE : OTHERS);
            unwanted.retainAll(mode);
            if (!unwanted.isEmpty()) {
                open.add(new Open(path, mode));
            }
        } catch (IOException e) {
            // Gone, or not for us to see.
        }
    }
}
