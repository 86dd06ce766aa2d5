package dev.awssso.boot;

import dev.awssso.platform.Environment;
import dev.awssso.platform.ExternalTool;
import dev.awssso.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** Where this program is, as others can call it. */
final class ProgramPath {

    private static final String NAME = "aws-sso";

    private ProgramPath() {}

    /**
     * What the launcher says, or the native program itself; else the first {@code aws-sso} of {@code PATH}.
     *
     * @throws Problem.Usage when none of them tells
     */
    static Path find(Environment environment) {
        return launcher()
                .or(ProgramPath::nativeImage)
                .or(() -> onPath(environment))
                .orElseThrow(() -> new Problem.Usage(
                        "cannot find the path of this program",
                        "it is not on PATH; use --program /path/to/aws-sso",
                        null));
    }

    private static Optional<Path> launcher() {
        return Optional.ofNullable(System.getProperty("awssso.launcher")).map(Path::of);
    }

    private static Optional<Path> nativeImage() {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") == null) {
            return Optional.empty();
        }
        return ProcessHandle.current().info().command().map(Path::of);
    }

    private static Optional<Path> onPath(Environment environment) {
        return ExternalTool.find(NAME, environment).map(Path::toAbsolutePath);
    }
}
