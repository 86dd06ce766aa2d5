package dev.awssso.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program was built from. */
record BuildInfo(String version, String commit) {

    private static final String RESOURCE = "/dev/awssso/build.properties";

    static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + RESOURCE);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(properties.getProperty("version"), properties.getProperty("commit"));
    }

    /** The line of {@code --version}: program, version, commit, runtime. */
    String line() {
        String runtime = System.getProperty("org.graalvm.nativeimage.imagecode") == null
                ? "Java " + System.getProperty("java.version")
                : "native";
        return "aws-sso " + version + " (" + commit + ", " + runtime + ")";
    }
}
