package dev.awssso.profiles;

import dev.awssso.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The readers of config files that people really use. Those in Python and JavaScript want {@code target/python} and
 * {@code target/javascript}, which {@code .ci/run} makes.
 */
final class RealParsers {

    private RealParsers() {}

    /** What botocore reads, over one process for many files. */
    static final class Botocore implements AutoCloseable {

        private final Process process;
        private final Writer questions;
        private final BufferedReader answers;

        Botocore() {
            try {
                process = new ProcessBuilder("target/python/bin/python", "src/test/python/parse_config.py")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            questions = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        /** Profiles, sessions and raw sections of a file, or an error. */
        JsonObject read(Path file) throws IOException {
            questions.write(file + "\n");
            questions.flush();
            return JsonObject.parse(String.valueOf(answers.readLine()));
        }

        @Override
        public void close() throws IOException {
            questions.close();
            process.destroy();
        }
    }

    /** What the SDK for JavaScript v3 reads. */
    static JsonObject javascript(Path file) throws IOException {
        Process process = new ProcessBuilder("node", "src/test/javascript/parse-config.mjs", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answer =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return JsonObject.parse(String.valueOf(answer.readLine()));
        }
    }

    /** What the SDK for Java v2 reads: profiles with their keys. */
    static Map<String, Map<String, String>> java(Path file) {
        ProfileFile parsed = ProfileFile.builder()
                .content(file)
                .type(ProfileFile.Type.CONFIGURATION)
                .build();
        Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
        parsed.profiles().forEach((name, profile) -> profiles.put(name, profile.properties()));
        return profiles;
    }

    /** The profiles of an answer in JSON. */
    static Map<String, Map<String, String>> profiles(JsonObject answer) {
        JsonObject all = answer.object("profiles").orElseThrow(() -> new AssertionError(answer.string("error")));
        Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
        for (String name : all.names()) {
            profiles.put(name, values(all.object(name).orElseThrow()));
        }
        return profiles;
    }

    /** The texts of an object. */
    static Map<String, String> values(JsonObject object) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : object.names()) {
            values.put(key, object.string(key).orElseGet(() -> String.valueOf(object.object(key))));
        }
        return values;
    }

    /** The value of a key by the AWS CLI. */
    static String awsCli(Path file, String profile, String key) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("target/python/bin/aws", "configure", "get", key, "--profile", profile));
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_CONFIG_FILE", file.toString());
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", file + ".none");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
