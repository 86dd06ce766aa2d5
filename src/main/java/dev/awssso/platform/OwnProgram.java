package dev.awssso.platform;

import dev.awssso.problem.Problem;

/** How this program is started again: for a child of its own, and for config files that name it. */
public final class OwnProgram {

    private OwnProgram() {}

    /**
     * The absolute path of the program: what the launcher says it is, or the native executable itself. A {@link
     * Problem.LocalFile} where neither is known, as in a JVM started without the launcher.
     */
    public static String path() {
        String launcher = System.getProperty("awssso.launcher");
        if (launcher != null) {
            return launcher;
        }
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return ProcessHandle.current().info().command().orElseThrow(OwnProgram::unknown);
        }
        throw unknown();
    }

    private static Problem unknown() {
        return new Problem.LocalFile(
                "cannot tell where this program is", "it was not started by its launcher", "bin/aws-sso", null);
    }
}
