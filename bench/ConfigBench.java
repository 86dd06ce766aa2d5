import dev.awssso.boot.Wiring;
import dev.awssso.cli.CommandLineDoor;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.profiles.Assignment;
import dev.awssso.profiles.ConfigStore;
import dev.awssso.profiles.NameTemplate;
import dev.awssso.profiles.Population;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.ProfileNames;
import dev.awssso.profiles.ProfileRules;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.RegionRules;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import dev.awssso.sandbox.Approval;
import dev.awssso.sandbox.SandboxOptions;
import dev.awssso.sandbox.SandboxServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The second part of {@code bench/run}: an organisation of 2 000 accounts with 5 roles each against the sandbox, with
 * pacing off, in a process of its own with the flags of the launcher, so that its peak of memory is that of the command;
 * and start-up of whole commands beside a config file of 2 000 profiles.
 */
public final class ConfigBench {

    private static final int ACCOUNTS = 2000;
    private static final int ROLES = 5;
    private static final int ROUNDS = Integer.getInteger("rounds", 15);

    private ConfigBench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            organisation(Path.of(arguments[0]), System.getenv());
            return;
        }
        Path home = Files.createTempDirectory("aws-sso-bench");
        Approval atOnce = new Approval(Approval.By.ALWAYS, 0, Duration.ofSeconds(1), false);
        SandboxOptions options = SandboxOptions.DEFAULT;
        options = options.behaviour(options.behaviour().approval(atOnce).callsPerSecond(0));
        try {
            try (SandboxServer sandbox = start(options.directory(ACCOUNTS, ROLES))) {
                inProcess(home.resolve("organisation"), sandbox.environment());
            }
            try (SandboxServer sandbox = start(options)) {
                startUp(home, sandbox.environment());
            }
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static SandboxServer start(SandboxOptions options) throws IOException {
        return SandboxServer.start(options, InstantSource.system(), new SecureRandom(), Sleeper.real());
    }

    private static void inProcess(Path home, Map<String, String> variables) throws Exception {
        Files.createDirectories(home);
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConfigBench.class.getName(),
                        home.toString())
                .inheritIO();
        child.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
        child.environment().putAll(variables);
        child.environment().put("HOME", home.toString());
        if (child.start().waitFor() != 0) {
            throw new IllegalStateException("the organisation was not measured");
        }
    }

    // In the child.

    private static void organisation(Path home, Map<String, String> variables) throws Exception {
        System.out.printf("%nAn organisation of %d accounts with %d roles each, pacing off, one process%n%n", ACCOUNTS, ROLES);
        run(home, variables, "login", "--use-device-code");
        row("roles --refresh-cache (listing)", home, variables, "roles", "--refresh-cache");
        row("roles (kept list)", home, variables, "roles");
        row("dumpconfig (listing, naming, printing)", home, variables, "dumpconfig");
        List<Assignment> all = assignments();
        timed("naming alone, a tenth of them crowded", () -> new ProfileNames(NameTemplate.DEFAULT, Set.of()).assign(all));
        writing(home.resolve("alone"), all);
        row("configure populate (all are new)", home, variables, "configure", "populate", "--region", "eu-west-1");
        row("configure populate (nothing to do)", home, variables, "configure", "populate", "--region", "eu-west-1");
        row("configure populate (every region changes)", home, variables, "configure", "populate", "--region", "us-east-2");
        Path config = home.resolve(".aws/config");
        Files.writeString(config, Files.readString(config).replace("us-east-2", "eu-north-1"));
        row("configure profile (one of 10 000)", home, variables,
                "configure", "profile", "mine", "--account-id", "111111111111", "--role-name", "AdministratorAccess");
        System.out.printf("%-44s %10d%n", "profiles in the file", Files.readAllLines(config).stream()
                .filter(line -> line.startsWith("[profile "))
                .count());
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            System.out.printf("%-44s %10s%n", "peak of memory", Files.readString(status).replaceAll("(?s).*VmHWM:\\s+(\\d+)\\d{3} kB.*", "$1 MB"));
        }
    }

    private static void row(String name, Path home, Map<String, String> variables, String... words) {
        timed(name, () -> run(home, variables, words));
    }

    // With no portal: naming, merging and the file.
    private static void writing(Path home, List<Assignment> all) throws IOException {
        Files.createDirectories(home);
        Environment environment = new Environment(Map.of("HOME", home.toString()), OperatingSystem.current());
        Portal portal = new Portal("my-sso", "https://d-1.awsapps.com/start", "us-east-1", List.of());
        for (String region : List.of("eu-west-1", "eu-west-1", "us-east-2")) {
            ProfileRules rules =
                    new ProfileRules(portal, ProfileRules.Style.SESSION, RegionRules.parse(region, null), null);
            Set<RoleRef> allowed = all.stream().map(Assignment::role).collect(Collectors.toSet());
            Population.Plan plan = new Population.Plan(rules, NameTemplate.DEFAULT, all, allowed, false);
            boolean changed = !Files.exists(home.resolve(".aws/config")) || region.equals("us-east-2");
            timed("writing alone (" + (changed ? region : "nothing to do") + ")", () -> new Population(
                            Profiles.load(environment), plan)
                    .write(new ConfigStore(environment, Sleeper.real())));
        }
    }

    private static void timed(String name, Runnable work) {
        long begin = System.nanoTime();
        work.run();
        System.out.printf("%-44s %7.0f ms%n", name, (System.nanoTime() - begin) / 1e6);
    }

    private static List<Assignment> assignments() {
        List<Assignment> all = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            AccountId id = new AccountId(String.format("%012d", account + 1));
            // Every tenth name meets another one's.
            Account named = new Account(id, "acct " + (account % 10 == 0 ? 0 : account), null);
            for (int role = 0; role < ROLES; role++) {
                all.add(new Assignment(named, new RoleRef(id, "Role" + role)));
            }
        }
        return all;
    }

    private static void run(Path home, Map<String, String> variables, String... words) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOME", home.toString());
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false);
        Sleeper never = pause -> {};
        int exit = new CommandLineDoor(new Wiring(
                        new Environment(all, OperatingSystem.current()), terminal, InstantSource.system(), never, SecureRandom::new))
                .run(List.of(words));
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + err.toString(StandardCharsets.UTF_8));
        }
    }

    // Whole processes.

    private static void startUp(Path home, Map<String, String> variables) throws Exception {
        Path small = config(home.resolve("small"), 1);
        Path large = config(home.resolve("large"), 2000);
        List<List<String>> commands = List.of(
                List.of("roles"),
                List.of("dumpconfig"),
                List.of("configure", "profile", "p0", "--region", "eu-west-1"),
                List.of("run-as", "--profile", "p0", "--", "true"));
        System.out.printf("%nStart-up beside a config file, median of %d interleaved runs, ms%n%n", ROUNDS);
        System.out.printf("%-16s %10s%14s%14s%20s%14s%n", "", "profiles", "roles", "dumpconfig", "configure profile", "run-as");
        List<Programs.Program> programs = Programs.ours(small);
        Files.createDirectories(large.resolve(".cache/aws-sso"));
        Files.createSymbolicLink(large.resolve(".cache/aws-sso/archives"), small.resolve(".cache/aws-sso/archives"));
        for (Programs.Program program : programs) {
            if (program.name().startsWith("moved")) {
                continue;
            }
            Map<Path, double[][]> times = new LinkedHashMap<>();
            for (Path person : List.of(small, large)) {
                once(program, person, variables, List.of("login", "--use-device-code"));
                times.put(person, new double[commands.size()][ROUNDS]);
            }
            for (int round = -1; round < ROUNDS; round++) {
                for (Map.Entry<Path, double[][]> person : times.entrySet()) {
                    for (int i = 0; i < commands.size(); i++) {
                        double took = once(program, person.getKey(), variables, commands.get(i));
                        if (round >= 0) {
                            person.getValue()[i][round] = took;
                        }
                    }
                }
            }
            times.forEach((person, all) -> {
                Arrays.stream(all).forEach(Arrays::sort);
                System.out.printf(
                        "%-16s %10d%14.0f%14.0f%20.0f%14.0f%n",
                        program.name(), person.equals(small) ? 1 : 2000,
                        all[0][ROUNDS / 2], all[1][ROUNDS / 2], all[2][ROUNDS / 2], all[3][ROUNDS / 2]);
            });
        }
    }

    private static Path config(Path home, int profiles) throws IOException {
        StringBuilder text = new StringBuilder("[sso-session my-sso]\nsso_region = us-east-1\nsso_start_url = START\n");
        for (int i = 0; i < profiles; i++) {
            text.append("\n[profile p").append(i).append("]\nsso_session = my-sso\nsso_account_id = 111111111111\n")
                    .append("sso_role_name = AdministratorAccess\nregion = eu-west-1\n");
        }
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), text.toString());
        return home;
    }

    private static double once(Programs.Program program, Path home, Map<String, String> variables, List<String> words) throws Exception {
        Path config = home.resolve(".aws/config");
        String startUrl = variables.get("AWS_DEFAULT_SSO_START_URL");
        String text = Files.readString(config);
        if (text.contains("= START\n")) {
            Files.writeString(config, text.replace("= START\n", "= " + startUrl + "\n"));
        }
        ProcessBuilder builder = program.process(home, variables, words);
        Path log = home.resolve("log");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(log.toFile());
        long begin = System.nanoTime();
        int exit = builder.start().waitFor();
        double took = (System.nanoTime() - begin) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + Files.readString(log));
        }
        return took;
    }
}
