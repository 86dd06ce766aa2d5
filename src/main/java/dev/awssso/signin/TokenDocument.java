package dev.awssso.signin;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A token file of another tool, the value of {@code --accesstoken-cache}: {@code file:///abs},
 * {@code file://localhost/abs} (percent-decoded), a plain path, or the JSON text itself.
 */
public final class TokenDocument {

    private TokenDocument() {}

    /**
     * Reads it. Members that nobody knows are dropped; a missing {@code expiresAt} means expired.
     *
     * @throws Problem.Usage when the value names no file of this machine
     * @throws Problem.LocalFile when the file cannot be read or lacks a member, which is named
     */
    public static TokenFile read(String value) {
        if (value.stripLeading().startsWith("{")) {
            return parse("--accesstoken-cache", value.getBytes(StandardCharsets.UTF_8));
        }
        Path file = path(value);
        byte[] content = PrivateFiles.read(file)
                .orElseThrow(() -> new Problem.LocalFile("cannot read " + file, "no such file", null, null));
        return parse(file.toString(), content);
    }

    // Not by java.net.URI: a shell's file://$(...) puts blanks and the like there as they are.
    private static Path path(String value) {
        String text = value;
        if (value.startsWith("file:")) {
            text = value.substring("file:".length());
            if (text.startsWith("//")) {
                text = text.substring(2);
                text = text.startsWith("localhost/") ? text.substring("localhost".length()) : text;
            }
            if (!text.startsWith("/")) {
                throw new Problem.Usage(
                        "--accesstoken-cache does not name a file of this machine", "use file:///absolute/path", null);
            }
            text = percentDecoded(text);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Problem.Usage("invalid --accesstoken-cache", "use file:///absolute/path", null, e);
        }
    }

    private static String percentDecoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A file whose name has a percent sign in it.
            return text;
        }
    }

    private static TokenFile parse(String name, byte[] content) {
        JsonObject json;
        try {
            json = JsonObject.parse(content);
        } catch (JsonException e) {
            throw new Problem.LocalFile("cannot use " + name + " as a token file", e.getMessage(), null, e);
        }
        for (String member : List.of("accessToken", "startUrl", "region")) {
            if (json.string(member).filter(text -> !text.isEmpty()).isEmpty()) {
                throw new Problem.LocalFile(
                        "cannot use " + name + " as a token file", "it has no \"" + member + "\"", null, null);
            }
        }
        if (!json.string("accessToken").filter(AccessToken::isToken).isPresent()) {
            throw new Problem.LocalFile(
                    "cannot use " + name + " as a token file",
                    "its \"accessToken\" contains an invalid character",
                    null,
                    null);
        }
        return TokenJson.parseLenient(json);
    }
}
