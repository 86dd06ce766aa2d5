package dev.awssso.credentials;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.ChildEnvironment;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.ShellWords;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@code credential_process} of a profile: a program that prints keys ("Sourcing credentials with an external
 * process", AWS SDKs and Tools Reference Guide). Its words are split by shell rules and run without a shell, as
 * botocore does.
 *
 * <p>Such a program may be this one, for another profile. The profiles on the way are in {@link #GUARD}, which it
 * inherits, so that a circle ends at its first return, whoever is in between.
 */
final class CredentialProcess implements CredentialSource {

    /** The profiles whose process is running, joined by line ends. */
    static final String GUARD = "AWS_SSO_CREDENTIAL_PROCESS_OF";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    // The SDK for Java refuses more (ProcessCredentialsProvider, processOutputLimit).
    private static final int LONGEST_OUTPUT = 64_000;

    private final String profile;
    private final String command;
    private final Environment environment;

    CredentialProcess(String profile, String command, Environment environment) {
        this.profile = profile;
        this.command = command;
        this.environment = environment;
    }

    /** The profiles whose process we are a part of. */
    static List<String> running(Environment environment) {
        return environment
                .get(GUARD)
                .map(names -> Arrays.asList(names.split("\n", -1)))
                .orElse(List.of());
    }

    @Override
    public RoleCredentials fetch() {
        refuseCircle();
        List<String> words = ShellWords.split(command)
                .filter(list -> !list.isEmpty())
                .orElseThrow(() -> failed("it is empty, or a quote is not closed", null));
        try {
            return read(run(words));
        } catch (IOException e) {
            throw failed("cannot run " + words.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while " + source() + " was running");
        }
    }

    private void refuseCircle() {
        List<String> chain = running(environment);
        if (chain.contains(profile)) {
            List<String> circle = new ArrayList<>(chain);
            circle.add(profile);
            throw new Problem.LocalFile(
                    "the credential_process of profile \"" + profile + "\" calls itself",
                    String.join(" -> ", circle)
                            + "; use a role in it: aws-sso credential-process --account-id ID --role-name NAME",
                    null,
                    null);
        }
    }

    private byte[] run(List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> variables = new HashMap<>(environment.variables());
        List<String> chain = new ArrayList<>(running(environment));
        chain.add(profile);
        variables.put(GUARD, String.join("\n", chain));
        ChildEnvironment.apply(builder, variables);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
        CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw failed("it has not ended after " + LONGEST.toSeconds() + " s", null);
        }
        if (process.exitValue() != 0) {
            String said = new String(errors.join(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> ForeignText.clean(line).strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
            throw failed("it exited with code " + process.exitValue() + said, null);
        }
        return output.join();
    }

    private static byte[] readAll(InputStream stream) {
        try {
            byte[] read = stream.readNBytes(LONGEST_OUTPUT);
            stream.skip(Long.MAX_VALUE);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RoleCredentials read(byte[] document) {
        try {
            if (!JsonObject.parse(document).integer("Version").equals(Optional.of(1L))) {
                throw failed("its \"Version\" is not 1", null);
            }
        } catch (JsonException e) {
            throw failed(String.valueOf(e.getMessage()), null);
        }
        return KeyDocument.read(source(), document, "SessionToken");
    }

    private String source() {
        return "the credential_process of profile \"" + profile + "\"";
    }

    private Problem failed(String why, @Nullable IOException cause) {
        return new Problem.LocalFile("cannot use " + source(), why, null, cause);
    }
}
