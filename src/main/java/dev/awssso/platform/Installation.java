package dev.awssso.platform;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this process was started.
 *
 * @param launcher the script that started it, null where none did
 * @param archive the start-up archive in use; empty for none, null where the launcher did not tell
 * @param runtime what it runs on, for a person
 */
public record Installation(@Nullable Path launcher, @Nullable String archive, String runtime) {

    /** As the launcher told it by system properties. */
    public static Installation ofProcess() {
        boolean image = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
        String runtime = image
                ? "a native program"
                : "Java " + System.getProperty("java.version", "?") + " in " + System.getProperty("java.home", "?");
        return new Installation(
                Optional.ofNullable(System.getProperty("awssso.launcher"))
                        .map(Path::of)
                        .orElse(null),
                System.getProperty("awssso.archive"),
                runtime);
    }
}
