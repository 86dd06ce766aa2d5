package dev.awssso.cli.completion;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shells for which there is completion. */
enum CompletionShell {
    BASH,
    ZSH,
    FISH;

    static CompletionShell of(String name) {
        return switch (name) {
            case "bash" -> BASH;
            case "zsh" -> ZSH;
            case "fish" -> FISH;
            default ->
                throw new Problem.Usage("there is no completion for this shell", "bash, zsh and fish have one", null);
        };
    }

    /** The script that a shell reads. */
    String script() {
        // Each name is a constant, so that the native image finds the resource.
        return switch (this) {
            case BASH -> text(CompletionShell.class.getResourceAsStream("/dev/awssso/completion/aws-sso.bash"));
            case ZSH -> text(CompletionShell.class.getResourceAsStream("/dev/awssso/completion/aws-sso.zsh"));
            case FISH -> text(CompletionShell.class.getResourceAsStream("/dev/awssso/completion/aws-sso.fish"));
        };
    }

    /** The file in which the shell of this person finds it. */
    Path startFile(Environment environment) {
        return switch (this) {
            case BASH -> environment.home().resolve(".bashrc");
            case ZSH ->
                environment
                        .get("ZDOTDIR")
                        .map(Path::of)
                        .orElse(environment.home())
                        .resolve(".zshrc");
            case FISH ->
                Objects.requireNonNull(environment.configDirectory().getParent(), "it is in a directory")
                        .resolve("fish/completions/aws-sso.fish");
        };
    }

    private static String text(@Nullable InputStream resource) {
        try (InputStream in = Objects.requireNonNull(resource, "the program was built without its scripts")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
