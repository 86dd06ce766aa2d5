import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole processes of commands, signed in at a sandbox on this machine: ours on each Java and native, and beside them what
 * comes nearest of the AWS CLI and of aws-sso-util. Interleaved, so that what else the machine does hits all alike.
 */
final class CommandBench {

    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final List<String> ROLE =
            List.of("--account-id", "111111111111", "--role-name", "AdministratorAccess");
    private static final String AWS = "aws --version";
    private static final String UTIL = "aws-sso-util run-as";
    private static final Pattern EXPORT = Pattern.compile("export ([A-Z_0-9]+)='?([^'\\s]*)'?");

    /** A command line in a column. */
    private record Case(String title, List<String> words) {}

    private static final List<Case> COMMANDS = List.of(
            new Case("--version", List.of("--version")),
            new Case("--help", List.of("--help")),
            new Case("status", List.of("status")),
            new Case("credential-process", List.of("credential-process", "--profile", "dev")),
            new Case("dumpcreds", List.of("dumpcreds", "--profile", "dev")),
            new Case("run-as -- true", List.of("run-as", "--profile", "dev", "--", "true")),
            new Case("console", List.of("console", "--profile", "dev", "--no-browser")));

    private CommandBench() {}

    /**
     * Prints the table.
     *
     * @param home an empty directory
     */
    static void measure(Path home) throws Exception {
        List<Programs.Program> ours = Programs.ours(home);
        Path log = home.resolve("sandbox.log");
        Process sandbox = ours.get(0).process(home, Map.of(), List.of("sandbox", "run", "--auto-approve", "--calls-per-second", "0", "--port", "0"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Map<String, String> variables = exports(sandbox, log);
            Files.createDirectories(home.resolve(".aws"));
            Files.writeString(
                    home.resolve(".aws/config"),
                    "[sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = "
                            + variables.get("AWS_DEFAULT_SSO_START_URL")
                            + "\n\n[profile dev]\nsso_session = my-sso\nsso_account_id = 111111111111\n"
                            + "sso_role_name = AdministratorAccess\nregion = eu-west-1\n");
            signIn(ours.get(0), home, variables);
            print(ours, run(ours, home, variables));
        } finally {
            sandbox.destroy();
            sandbox.waitFor(5, TimeUnit.SECONDS);
            sandbox.destroyForcibly();
        }
    }

    // Twice: once for the session of the config file, and once as a tool signs in that knows the start URL alone.
    private static void signIn(Programs.Program program, Path home, Map<String, String> variables) throws Exception {
        once(program, home, variables, List.of("login", "--sso-session", "my-sso", "--use-device-code"));
        once(program, home, variables, List.of(
                "login", "--use-device-code", "--start-url", variables.get("AWS_DEFAULT_SSO_START_URL"), "--sso-region", "us-east-1"));
    }

    private static Map<String, String> exports(Process sandbox, Path log) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && sandbox.isAlive(); i++) {
            String text = Files.readString(log);
            if (text.contains("sandbox ready") && text.contains("AWS_DEFAULT_SSO_REGION=")) {
                Map<String, String> exports = new HashMap<>();
                Matcher found = EXPORT.matcher(text);
                while (found.find()) {
                    exports.put(found.group(1), found.group(2));
                }
                return exports;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no sandbox: " + Files.readString(log));
    }

    private static Map<String, double[]> run(List<Programs.Program> ours, Path home, Map<String, String> variables)
            throws Exception {
        List<Peer> peers = peers(home, variables);
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = -2; round < ROUNDS; round++) {
            for (Programs.Program program : ours) {
                for (Case one : COMMANDS) {
                    note(times, program.name() + one.title(), round, once(program, home, variables, one.words()));
                }
            }
            for (Peer peer : peers) {
                note(times, peer.title(), round, once(peer.program(), home, variables, peer.words()));
            }
        }
        return times;
    }

    /** A command of another program, as the line below the table calls it. */
    private record Peer(String title, Programs.Program program, List<String> words) {}

    // Those that can be had here and work.
    private static List<Peer> peers(Path home, Map<String, String> variables) throws Exception {
        List<String> asRole = new ArrayList<>(List.of("run-as", "--sso-start-url"));
        asRole.add(variables.get("AWS_DEFAULT_SSO_START_URL"));
        asRole.addAll(List.of("--sso-region", "us-east-1"));
        asRole.addAll(ROLE);
        asRole.addAll(List.of("--region", "eu-west-1", "true"));
        List<Peer> peers = new ArrayList<>();
        for (Peer peer : List.of(
                peer(AWS, "aws", List.of("--version"), "target/python/bin"),
                peer(
                        "botocore, a session",
                        "python",
                        List.of("-c", "import botocore.session as s; s.get_session().get_config_variable('region')"),
                        "target/python/bin"),
                peer("aws-sso-cli --version", "aws-sso", List.of("version"), "target/bench-peer"),
                peer(UTIL, "aws-sso-util", asRole, "target/bench-peer/python/bin"))) {
            if (peer.program() != null && works(peer.program(), home, variables, peer.words())) {
                peers.add(peer);
            }
        }
        return peers;
    }

    private static Peer peer(String title, String program, List<String> words, String folder) {
        Programs.Program found = Programs.other(title, program, folder).orElse(null);
        if (found == null) {
            System.out.println("bench: left out: " + title);
        }
        return new Peer(title, found, words);
    }

    private static boolean works(Programs.Program program, Path home, Map<String, String> variables, List<String> words)
            throws Exception {
        try {
            once(program, home, variables, words);
            return true;
        } catch (IllegalStateException e) {
            System.out.println("bench: left out: " + e.getMessage());
            return false;
        }
    }

    private static void note(Map<String, double[]> times, String key, int round, double took) {
        if (round >= 0) {
            times.computeIfAbsent(key, name -> new double[ROUNDS])[round] = took;
        }
    }

    private static double once(Programs.Program program, Path home, Map<String, String> variables, List<String> words)
            throws Exception {
        Path err = home.resolve("err");
        ProcessBuilder builder = program.process(home, variables, words);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(err.toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        double took = (System.nanoTime() - begun) / 1e6;
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    program.name() + " " + String.join(" ", words) + ": " + Files.readString(err));
        }
        return took;
    }

    private static void print(List<Programs.Program> ours, Map<String, double[]> times) {
        System.out.printf("%nA command's whole process, median of %d interleaved runs (fastest), ms%n%n", ROUNDS);
        System.out.printf("%-16s", "");
        COMMANDS.forEach(one -> System.out.printf("%20s", one.title()));
        System.out.println();
        for (Programs.Program program : ours) {
            System.out.printf("%-16s", program.name());
            COMMANDS.forEach(one -> System.out.printf("%20s", figures(times.get(program.name() + one.title()))));
            System.out.println();
        }
        times.forEach((name, all) -> {
            if (ours.stream().noneMatch(program -> name.startsWith(program.name()))) {
                System.out.printf("%-36s%20s%n", name, figures(all));
            }
        });
        System.out.println();
        for (Programs.Program program : ours) {
            ratio(times, program, UTIL, 0.75, "run-as -- true", "dumpcreds", "console");
            ratio(times, program, AWS, 0.5, "status", "credential-process");
        }
    }

    private static void ratio(
            Map<String, double[]> times, Programs.Program program, String peer, double goal, String... commands) {
        if (!times.containsKey(peer)) {
            return;
        }
        for (String command : commands) {
            System.out.printf(
                    "%-16s%20s  %.2f of %s (goal: %.2f)%n",
                    program.name(),
                    command,
                    median(times.get(program.name() + command)) / median(times.get(peer)),
                    peer,
                    goal);
        }
    }

    private static double median(double[] all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String figures(double[] all) {
        Arrays.sort(all);
        return String.format("%.0f (%.0f)", all[all.length / 2], all[0]);
    }
}
