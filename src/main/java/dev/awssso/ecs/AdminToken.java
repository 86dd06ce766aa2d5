package dev.awssso.ecs;

import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The admin token in force, found in the same order by the server and by our client commands: the secret store, else
 * the variables of the SDKs, else none. The stored one wins because the variables often hold a read token.
 *
 * <p>Fails closed: a store that cannot be read, or a token file that is named but missing, empty or unreadable, is a
 * {@link Problem.LocalFile} and never means that there is no token.
 *
 * @param token null when none is configured
 * @param variableDiffers true when the store's token was taken and the environment has another one
 */
public record AdminToken(@Nullable BearerToken token, boolean variableDiffers) {

    /** The variable of the SDKs that holds the token itself. */
    public static final String VARIABLE = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

    /** The variable of the SDKs that names a file with the token. */
    public static final String FILE_VARIABLE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

    /**
     * Finds it.
     *
     * @param stored the admin token of the secret store, null when it has none
     * @throws Problem.Usage when both variables are set with different tokens, or the token is too weak
     */
    public static AdminToken find(@Nullable BearerToken stored, Environment environment) {
        if (stored != null) {
            return new AdminToken(stored, differs(stored, environment));
        }
        BearerToken fromFile =
                environment.get(FILE_VARIABLE).map(AdminToken::ofFile).orElse(null);
        BearerToken fromVariable =
                environment.get(VARIABLE).map(BearerToken::parse).orElse(null);
        if (fromFile != null && fromVariable != null && !fromFile.equals(fromVariable)) {
            throw new Problem.Usage(
                    VARIABLE + " and " + FILE_VARIABLE + " contain different tokens",
                    null,
                    ShellCommand.of("unset", VARIABLE));
        }
        return new AdminToken(fromFile == null ? fromVariable : fromFile, false);
    }

    /** Reads a token file: white space around the token is not part of it. */
    public static BearerToken ofFile(String path) {
        byte[] content;
        try {
            content = PrivateFiles.read(Path.of(path)).orElseThrow(() -> unusable(path, "the file does not exist"));
        } catch (InvalidPathException e) {
            throw unusable(path, "it is not a valid path");
        }
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw unusable(path, "it is empty");
        }
        return BearerToken.parse(text);
    }

    /** What SDKs will not like in the token file that the environment names; empty when that is nothing. */
    public static Optional<String> fileWarning(Environment environment) {
        String path = environment.get(FILE_VARIABLE).orElse(null);
        if (path == null) {
            return Optional.empty();
        }
        try {
            byte[] content = PrivateFiles.read(Path.of(path)).orElse(new byte[0]);
            boolean endsInSpace =
                    content.length > 0 && content[content.length - 1] <= ' ' && content[content.length - 1] >= 0;
            return endsInSpace
                    ? Optional.of("the token file " + path
                            + " ends with a line break or a space, which SDKs refuse; write it again"
                            + " with: aws-sso ecs bearer-token --print --write FILE")
                    : Optional.empty();
        } catch (Problem.LocalFile | InvalidPathException unreadable) {
            // Said where the token is needed.
            return Optional.empty();
        }
    }

    // Only for a note: what the variables hold cannot stop anyone whose token is in the store.
    private static boolean differs(BearerToken stored, Environment environment) {
        return environment
                .get(VARIABLE)
                .filter(text -> !stored.header().reveal().equals(text)
                        && !stored.secret().reveal().equals(text))
                .isPresent();
    }

    private static Problem unusable(String path, String why) {
        return new Problem.LocalFile("cannot read the token file " + path, why, null, null);
    }
}
