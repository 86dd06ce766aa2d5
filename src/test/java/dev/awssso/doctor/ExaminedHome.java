package dev.awssso.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A home directory and the variables of a shell in it, which {@code doctor} examines and whose lines that shell runs. */
final class ExaminedHome {

    /** In every secret of these homes: it must never be printed. */
    static final String CANARY = "CANARY";

    /** What {@code doctor} said. */
    record Examination(int exit, List<JsonObject> findings, String out, String err) {

        List<JsonObject> of(String check) {
            return findings.stream()
                    .filter(finding -> finding.string("check").orElse("").equals(check))
                    .toList();
        }

        /** The worst finding of a check. */
        JsonObject worst(String check) {
            List<JsonObject> all = of(check);
            assertTrue(!all.isEmpty(), () -> "no check " + check + " in " + out);
            for (String verdict : List.of("stops", "warning")) {
                for (JsonObject finding : all) {
                    if (verdict.equals(finding.string("verdict").orElse(""))) {
                        return finding;
                    }
                }
            }
            return all.get(0);
        }

        String verdict(String check) {
            return worst(check).string("verdict").orElseThrow();
        }
    }

    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();

    ExaminedHome(Path home, Map<String, String> base) {
        this.home = home;
        variables.putAll(base);
        variables.put("HOME", home.toString());
        variables.put("PATH", System.getenv("PATH"));
    }

    Path path(String name) {
        return home.resolve(name);
    }

    ExaminedHome set(String name, String value) {
        variables.put(name, value);
        return this;
    }

    ExaminedHome without(String name) {
        variables.remove(name);
        return this;
    }

    Map<String, String> variables() {
        return variables;
    }

    ExaminedHome file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    ExaminedHome file(String name, byte[] content) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            for (Path folder = file.getParent(); !folder.equals(home); folder = folder.getParent()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ExaminedHome mode(String name, String mode) {
        try {
            Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString(mode));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cli.Result run(String... words) {
        // Nothing here waits for a server that starts.
        Cli cli = Cli.at(home).sleeper(time -> {});
        variables.forEach(cli::with);
        return cli.run(words);
    }

    Examination examine(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "doctor";
        words[1] = "--output";
        words[2] = "json";
        System.arraycopy(more, 0, words, 3, more.length);
        Cli.Result result = run(words);
        return examination(result.exit(), result.out(), result.err());
    }

    static Examination examination(int exit, String out, String err) {
        assertTrue(!out.contains(CANARY) && !err.contains(CANARY), () -> "a secret is printed: " + out + err);
        assertTrue(exit == 0 || exit == 1, () -> exit + ": " + err);
        List<JsonObject> findings = JsonObject.parse(out).array("checks").stream()
                .map(JsonObject.class::cast)
                .toList();
        boolean stops = findings.stream()
                .anyMatch(finding -> "stops".equals(finding.string("verdict").orElse("")));
        assertEquals(stops ? 1 : 0, exit, out);
        return new Examination(exit, findings, out, err);
    }

    /** Runs a line in a shell with these variables, and takes over those that the shell has then. */
    void runInShell(String line) throws IOException, InterruptedException {
        Path after = Files.createTempFile("variables", "");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", line + "\ncode=$?; env -0 > '" + after + "'; exit $code")
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), line);
        assertEquals(0, process.exitValue(), () -> line + "\n" + out);
        variables.clear();
        for (String entry : Files.readString(after).split("\0", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        Files.delete(after);
        List.of("PWD", "OLDPWD", "SHLVL", "_", "code").forEach(variables::remove);
    }
}
