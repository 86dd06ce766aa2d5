package dev.awssso.cli.options;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The value of an option that is either the text itself or {@code file://PATH}. */
public final class TextOrFile {

    private static final String SCHEME = "file://";

    private TextOrFile() {}

    /**
     * The text.
     *
     * @throws Problem.LocalFile when the file is not there or cannot be read
     * @throws Problem.Usage when it is an address of another host
     */
    public static String read(String option, String value) {
        if (!value.startsWith(SCHEME)) {
            return value;
        }
        Path path = path(option, value);
        byte[] content = PrivateFiles.read(path)
                .orElseThrow(() -> new Problem.LocalFile("cannot read " + path, "no such file", null, null));
        return new String(content, StandardCharsets.UTF_8);
    }

    // file:///abs and file://localhost/abs are percent-decoded; file://relative is taken as the AWS CLI takes it.
    private static Path path(String option, String value) {
        String rest = value.substring(SCHEME.length());
        try {
            boolean local = rest.startsWith("/") || rest.startsWith("localhost/");
            return Path.of(local ? new URI(SCHEME + rest.substring(rest.indexOf('/'))).getPath() : rest);
        } catch (URISyntaxException | java.nio.file.InvalidPathException e) {
            throw new Problem.Usage("invalid " + option, "file:// must be followed by a path", null, e);
        }
    }
}
