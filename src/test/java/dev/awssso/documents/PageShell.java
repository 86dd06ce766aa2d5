package dev.awssso.documents;

import dev.awssso.documents.DocumentPage.Kind;
import dev.awssso.documents.DocumentPage.Step;
import dev.awssso.packaged.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The home directory and the shell in which the blocks of one page are run. Used for one page. */
final class PageShell {

    /** The real AWS CLI. */
    static final Path AWS = Path.of("target/python/bin/aws").toAbsolutePath();

    private static final Path BROWSER =
            Path.of("src/test/python/approving_browser.py").toAbsolutePath();
    private static final List<String> ISOLATED =
            List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");
    private static final long LONGEST_MINUTES = 8;
    private static final String RAN = "ran ";

    /**
     * How a page went.
     *
     * @param failures the place and text of each command that failed
     * @param output what was printed, in which each step begins with its place
     */
    record Result(List<String> failures, int blocksRun, String output) {}

    private final Path home;
    private final Path steps;
    private final Path programs;

    PageShell(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        steps = Files.createDirectories(folder.resolve("steps"));
        programs = Files.createDirectories(folder.resolve("bin"));
        // By default a load waits 5 seconds for a server that is starting. How busy this machine is must not decide.
        program(
                "aws-sso",
                """
                case "$1 $2" in "ecs load") shift 2; set -- ecs load --wait=90 "$@" ;; esac
                exec '%s' "$@"
                """
                        .formatted(PackagedProgram.location()));
        program("aws", "exec '" + AWS + "' \"$@\"");
        program("browser", "exec '" + AWS.resolveSibling("python") + "' '" + BROWSER + "' \"$@\"");
    }

    private void program(String name, String line) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** True where a process can have a network and process numbers of its own. */
    static boolean canIsolate() {
        List<String> command = new ArrayList<>(ISOLATED);
        command.addAll(List.of("ip", "link", "set", "lo", "up"));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Result run(DocumentPage page) throws IOException, InterruptedException {
        Path script = Files.writeString(steps.resolve("page"), script(page));
        Path output = steps.resolve("output");
        List<String> command = new ArrayList<>(ISOLATED);
        command.addAll(List.of("env", "--default-signal=HUP,INT,QUIT", "bash", script.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> variables = builder.environment();
        String javaHome = variables.get("JAVA_HOME");
        variables.clear();
        variables.put("HOME", home.toString());
        variables.put("PATH", programs + ":" + System.getenv("PATH"));
        variables.put("SHELL", "/bin/bash");
        variables.put("BROWSER", programs.resolve("browser").toString());
        variables.put("AWS_SSO_JAVA_HOME", System.getProperty("aws-sso.java-home", System.getProperty("java.home")));
        if (javaHome != null) {
            variables.put("JAVA_HOME", javaHome);
        }
        Process process = builder.start();
        boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        List<String> report = read(steps.resolve("report"));
        List<String> failures = new ArrayList<>(
                report.stream().filter(line -> !line.startsWith(RAN)).toList());
        if (!ended) {
            failures.add("it did not end within " + LONGEST_MINUTES + " minutes");
        }
        int ran = (int) report.stream().filter(line -> line.startsWith(RAN)).count();
        return new Result(failures, ran, Files.readString(output));
    }

    private static List<String> read(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String script(DocumentPage page) throws IOException {
        StringBuilder script = new StringBuilder(
                """
                ip link set lo up
                report='%s'
                place=start
                failed_at=
                # The block as a whole is reported only when none of its commands was.
                failed() {
                    case $2 in ". '"*) [ "$place" = "$failed_at" ] && return ;; esac
                    failed_at=$place
                    printf '%%s: exit code %%s of: %%s\\n' "$place" "$1" "${2%%%%$'\\n'*}" >>"$report"
                }
                # As at a terminal: background processes are jobs.
                set -m -E -o pipefail
                trap 'failed "$?" "$BASH_COMMAND"' ERR
                """
                        .formatted(steps.resolve("report")));
        if (!page.startsSandbox()) {
            script.append(
                    """
                    aws-sso sandbox run --port 0 --auto-approve >'%1$s/env' 2>'%1$s/log' &
                    until grep -qs 'sandbox ready' '%1$s/log'; do sleep 0.1; done
                    . '%1$s/env'
                    # A page names the instance itself, as with a real one.
                    unset AWS_DEFAULT_SSO_START_URL AWS_DEFAULT_SSO_REGION
                    """
                            .formatted(steps));
        }
        for (Step step : page.steps()) {
            String place = page.file() + ":" + step.line();
            if (step.kind() == Kind.FILE) {
                Path kept = Files.writeString(steps.resolve("file-" + step.line()), step.text());
                script.append("mkdir -p \"$(dirname '%1$s')\"; cp '%2$s' '%1$s'\n".formatted(step.detail(), kept));
            } else if (step.kind() == Kind.RUN || step.kind() == Kind.SETUP) {
                Path block = Files.writeString(steps.resolve("block-" + step.line()), step.text());
                script.append("place='%1$s'; echo \"== $place\"\n".formatted(place));
                script.append(call(step, block));
                if (step.kind() == Kind.RUN) {
                    script.append("echo \"" + RAN + "$place\" >>\"$report\"\n");
                }
            }
        }
        return script.toString();
    }

    private static String call(Step step, Path block) {
        if (step.kind() == Kind.RUN && !step.detail().isEmpty()) {
            return "printf '%s\\n' " + step.detail().replace("Enter", "''") + " | script -qefc \". '" + block
                    + "'\" /dev/null\n";
        }
        return switch (step.language()) {
            case "zsh" -> "zsh -f '" + block + "'\n";
            case "fish" -> "fish --no-config '" + block + "'\n";
            default -> ". '" + block + "'\n";
        };
    }
}
