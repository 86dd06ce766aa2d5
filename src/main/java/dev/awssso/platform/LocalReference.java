package dev.awssso.platform;

import dev.awssso.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The value of an option that may be in a file instead: {@code file:///abs}, {@code file://localhost/abs}. */
public final class LocalReference {

    private LocalReference() {}

    /**
     * The value itself, or the content of the file it names (UTF-8).
     *
     * @param option the option's name for messages
     * @throws Problem.Usage when it is a {@code file:} URL of another machine or of no form known here
     * @throws Problem.LocalFile when the file cannot be read
     */
    public static String resolve(String option, String value) {
        if (!value.startsWith("file:")) {
            return value;
        }
        Path file = path(option, value);
        byte[] content = PrivateFiles.read(file)
                .orElseThrow(() -> new Problem.LocalFile("cannot read " + file, "no such file", null, null));
        return new String(content, StandardCharsets.UTF_8);
    }

    private static Path path(String option, String value) {
        // The AWS CLI's own form is file://relative: the text after file:// is the path, as a shell wrote it.
        String rest = value.startsWith("file://") ? value.substring("file://".length()) : "";
        try {
            if (value.startsWith("file:///") || value.startsWith("file://localhost/")) {
                return Path.of(new URI(value).getPath());
            }
            if (rest.startsWith(".") || rest.startsWith("~")) {
                return Path.of(rest);
            }
        } catch (URISyntaxException | InvalidPathException e) {
            throw new Problem.Usage(option + " does not name a file", "use file:///absolute/path", null, e);
        }
        throw new Problem.Usage(option + " does not name a file of this machine", "use file:///absolute/path", null);
    }
}
