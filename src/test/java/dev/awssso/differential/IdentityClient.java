package dev.awssso.differential;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process with an AWS SDK in it, which answers for many homes. All three want what {@code .ci/run} puts into {@code
 * target/python}, {@code target/javascript} and {@code target/java-sdk}.
 */
final class IdentityClient implements AutoCloseable {

    /**
     * What one SDK said about one home.
     *
     * @param readsFiles false when it refuses the files as a whole
     * @param identities one for each question
     * @param errors why it refused, one for each question; empty where it did not
     */
    record Answers(boolean readsFiles, List<String> identities, List<String> errors) {}

    private final String name;
    private final Realm realm;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    private IdentityClient(String name, Realm realm, Map<String, String> variables, List<String> command) {
        this.name = name;
        this.realm = realm;
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(realm.variables());
        builder.environment().putAll(variables);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** False where the real clients were not installed. */
    static boolean areInstalled() {
        return Files.isExecutable(Path.of("target/python/bin/python"))
                && Files.isDirectory(Path.of("target/javascript/node_modules"))
                && Files.isDirectory(Path.of("target/java-sdk"));
    }

    /** @param link a path that it makes a link to each home */
    static IdentityClient botocore(Realm realm, Path link) {
        return new IdentityClient(
                "botocore",
                realm,
                Map.of("HOME", link.toString(), "LC_ALL", "C.UTF-8"),
                List.of("target/python/bin/python", "src/test/python/identities.py"));
    }

    static IdentityClient javascript(Realm realm) {
        return new IdentityClient("JavaScript", realm, Map.of(), List.of("node", "src/test/javascript/identities.mjs"));
    }

    /** @param link a path that it makes a link to each home */
    static IdentityClient java(Realm realm, Path link) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new IdentityClient(
                "Java",
                realm,
                Map.of("HOME", link.toString()),
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        "target/java-sdk/*",
                        "src/test/sdk-java/Identities.java"));
    }

    String name() {
        return name;
    }

    /** Asks about a home, and takes the answer when {@link #answer} is called, so that several work at once. */
    void ask(Home home) {
        List<Object> profiles = new ArrayList<>();
        home.questions().forEach(question -> profiles.add(question.profile()));
        JsonObject request = JsonObject.empty()
                .with("home", home.directory().toString())
                .with("env", JsonObject.of(new HashMap<>(home.variables())))
                .with("profiles", profiles);
        try {
            questions.write(JsonStyle.COMPACT.write(request) + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answers answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " has ended");
            }
            JsonObject answer = JsonObject.parse(line);
            List<JsonObject> all =
                    answer.array("answers").stream().map(JsonObject.class::cast).toList();
            return new Answers(
                    answer.value("file") == null,
                    all.stream().map(this::identity).toList(),
                    all.stream().map(keys -> keys.string("error").orElse("")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String identity(JsonObject keys) {
        return keys.has("error")
                ? Home.REFUSED
                : Identity.ofKeys(
                        realm.sandbox(),
                        keys.string("id").orElse(""),
                        keys.string("secret").orElse(""),
                        keys.string("token").orElse(null));
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            // It has ended already.
        }
        process.destroy();
    }
}
