package dev.awssso.cli.options;

import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.GivenToken;
import dev.awssso.signin.TokenDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an access token that a person hands over, from wherever it was put. */
final class GivenTokenReader {

    private static final String VARIABLE = "AWS_SSO_ACCESS_TOKEN";
    private static final int LONGEST = 64 * 1024;

    private final Environment environment;
    private final Terminal terminal;

    GivenTokenReader(Environment environment, Terminal terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    Optional<GivenToken> read(@Nullable String value, @Nullable String file, @Nullable String document) {
        if (Arrays.stream(new String[] {value, file, document})
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new Problem.Usage(
                    "only one of --sso-access-token, --sso-access-token-file and --accesstoken-cache can be given",
                    null,
                    null);
        }
        if (document != null) {
            return Optional.of(new GivenToken.Document(TokenDocument.read(document)));
        }
        if (file != null) {
            byte[] content = PrivateFiles.read(Path.of(file))
                    .orElseThrow(() -> new Problem.LocalFile("cannot read " + file, "no such file", null, null));
            return Optional.of(bare("--sso-access-token-file", new String(content, StandardCharsets.UTF_8)));
        }
        if (value != null) {
            return Optional.of(bare("--sso-access-token", value.equals("-") ? stdin() : value));
        }
        return environment.get(VARIABLE).map(text -> bare(VARIABLE, text));
    }

    private String stdin() {
        try {
            return new String(terminal.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot read the access token from stdin", PrivateFiles.reason(e), null, e);
        }
    }

    private static GivenToken bare(String source, String text) {
        String token = text.strip();
        if (!AccessToken.isToken(token)) {
            throw new Problem.Usage("invalid access token in " + source + ": it is empty or not a token", null, null);
        }
        return new GivenToken.Bare(Secret.of(token));
    }
}
