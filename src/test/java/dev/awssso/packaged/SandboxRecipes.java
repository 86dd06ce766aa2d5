package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@code docs/how-to/test-against-the-sandbox.md} tells, and a folder with the program on its {@code PATH} to do it in. */
final class SandboxRecipes {

    private static final Path PAGE = Path.of("docs/how-to/test-against-the-sandbox.md");
    private static final long LONGEST_SECONDS = 240;

    /** How a program ended: its exit code, and both of its streams in one. */
    record Result(int exit, String output) {}

    private final Path home;

    SandboxRecipes(Path home) throws IOException {
        this.home = home;
        script("bin/aws-sso", "#!/bin/sh\nexec '" + PackagedProgram.location() + "' \"$@\"\n");
    }

    /** Writes an executable file. */
    void script(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The n-th block of code in this language under a heading of the page, counted from 0. */
    static String recipe(String heading, String language, int number) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "\n## " + heading + "\n";
        assertTrue(page.contains(begin), heading);
        String section = page.substring(page.indexOf(begin) + begin.length()).split("\n## ", 2)[0];
        String block = section.split("\n```" + language + "\n", -1)[number + 1];
        return block.substring(0, block.indexOf("```"));
    }

    /** Runs a program in the folder to its end, with no variable of AWS but a region. */
    Result run(List<String> command) throws IOException, InterruptedException {
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("AWS_"));
        variables.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        variables.put("START_URL", "https://d-1234567890.awsapps.com/start");
        variables.put("ACCOUNTS", "3");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        Process process = builder.start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertTrue(ended, () -> command + " did not end\n" + said);
        return new Result(process.exitValue(), said);
    }
}
