import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sandbox under load: the packaged program with a directory file of 10 000 accounts and 3 permission sets, 50 people
 * who are signed in, and 200 clients at once, each on a connection of its own. Prints the time until it says that it is
 * ready, its memory, and answers a second with their latency. The clients run on the same cores. Bounded: {@code
 * -Dseconds=10}.
 */
public final class SandboxBench {

    private static final int ACCOUNTS = 10_000;
    private static final int PEOPLE = 50;
    private static final int CLIENTS = 200;
    private static final int SECONDS = Integer.getInteger("seconds", 10);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final List<String> ROLES = List.of("AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess");
    private static final Path PROGRAM = Path.of(System.getProperty("program", "target/aws-sso/bin/aws-sso"));
    private static final Pattern READY = Pattern.compile("sandbox ready at (http://[^ ]+) \\(control key ([^)]+)\\)");
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    private SandboxBench() {}

    public static void main(String[] arguments) throws Exception {
        Path file = directory();
        try {
            System.out.printf("%n## Sandbox: start, median of %d%n%n", ROUNDS);
            System.out.println("| directory | ready after ms | of which processor time ms | idle MB |");
            System.out.println("|---|---:|---:|---:|");
            started("3 accounts, 1 person", List.of("--port", "0"));
            started("10 000 accounts, 50 people", List.of("--directory", file.toString()));
            load(file);
        } finally {
            Files.delete(file);
        }
    }

    // Groups of ten people, each of which has every permission set in every account.
    private static Path directory() throws IOException {
        StringBuilder yaml = new StringBuilder("groups: [g0, g1, g2, g3, g4]\nusers:\n");
        for (int person = 0; person < PEOPLE; person++) {
            yaml.append("- {name: person").append(person).append(", groups: [g").append(person % 5).append("]}\n");
        }
        yaml.append("accounts:\n");
        for (int number = 0; number < ACCOUNTS; number++) {
            yaml.append(String.format("- {id: \"%s\", name: account-%d}%n", account(number), number));
        }
        yaml.append("permissionSets: ").append(ROLES).append("\nassignments:\n");
        yaml.append("- {groups: [g0, g1, g2, g3, g4], accounts: \"*\", permissionSets: ").append(ROLES).append("}\n");
        return Files.writeString(Files.createTempFile("sandbox-bench", ".yaml"), yaml);
    }

    private static String account(int number) {
        return String.format("%012d", 100_000_000_000L + number);
    }

    private record Running(Process process, String url, String key, long readyMillis, long cpuMillis) implements AutoCloseable {

        static Running start(List<String> options) throws IOException {
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "sandbox", "run"));
            command.addAll(options);
            command.addAll(List.of("--auto-approve", "--calls-per-second", "0"));
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    long millis = (System.nanoTime() - start) / 1_000_000;
                    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
                    return new Running(process, ready.group(1), ready.group(2), millis, cpu.toMillis());
                }
            }
            throw new IOException("the sandbox did not start");
        }

        // Of Linux: resident memory now, or the most there was.
        long megabytes(String field) throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private static void started(String what, List<String> options) throws IOException, InterruptedException {
        long[] millis = new long[ROUNDS];
        long[] cpu = new long[ROUNDS];
        long memory = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Running sandbox = Running.start(options)) {
                millis[round] = sandbox.readyMillis();
                cpu[round] = sandbox.cpuMillis();
                TimeUnit.MILLISECONDS.sleep(200);
                memory = sandbox.megabytes("VmRSS");
            }
        }
        Arrays.sort(millis);
        Arrays.sort(cpu);
        System.out.printf("| %s | %d | %d | %d |%n", what, millis[ROUNDS / 2], cpu[ROUNDS / 2], memory);
    }

    private static void load(Path file) throws Exception {
        try (Running sandbox = Running.start(List.of("--directory", file.toString()))) {
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            List<String> tokens = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                tokens.add(signIn(http, sandbox, "person" + person));
            }
            LongAdder failed = new LongAdder();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<long[]>> results = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String token = tokens.get(client % PEOPLE);
                long seed = client;
                results.add(clients.submit(() -> calls(http, sandbox.url(), token, new Random(seed), end, failed)));
            }
            List<Long> nanos = new ArrayList<>();
            for (Future<long[]> result : results) {
                Arrays.stream(result.get()).forEach(nanos::add);
            }
            clients.shutdown();
            report(sandbox, nanos, failed.sum());
        }
    }

    private static void report(Running sandbox, List<Long> nanos, long failed) throws IOException {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("%n## Sandbox: %d clients of %d people for %d s%n%n", CLIENTS, PEOPLE, SECONDS);
        System.out.println("| answers a second | p50 ms | p99 ms | failed | resident MB | peak MB |");
        System.out.println("|---:|---:|---:|---:|---:|---:|");
        System.out.printf(
                "| %d | %.1f | %.1f | %d | %d | %d |%n",
                sorted.length / SECONDS,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                failed,
                sandbox.megabytes("VmRSS"),
                sandbox.megabytes("VmHWM"));
    }

    private static String signIn(HttpClient http, Running sandbox, String person) throws Exception {
        post(http, sandbox.url() + "/sandbox/control", "{\"do\":\"behave\",\"approveAs\":\"" + person + "\"}", sandbox.key());
        String client = post(
                http,
                sandbox.url() + "/client/register",
                "{\"clientName\":\"bench\",\"clientType\":\"public\",\"scopes\":[\"sso:account:access\"]}",
                "");
        String proof = "\"clientId\":\"" + member(client, "clientId") + "\",\"clientSecret\":\""
                + member(client, "clientSecret") + "\"";
        String code = member(
                post(
                        http,
                        sandbox.url() + "/device_authorization",
                        "{" + proof + ",\"startUrl\":\"" + sandbox.url() + "/start\"}",
                        ""),
                "deviceCode");
        return member(
                post(
                        http,
                        sandbox.url() + "/token",
                        "{" + proof + ",\"grantType\":\"" + DEVICE + "\",\"deviceCode\":\"" + code + "\"}",
                        ""),
                "accessToken");
    }

    private static String post(HttpClient http, String url, String body, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("x-sandbox-key", key);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException(name + " is missing");
        }
        return matcher.group(1);
    }

    // Of ten calls eight are for credentials, one is a page of accounts and one the roles of an account.
    private static long[] calls(HttpClient http, String url, String token, Random random, long end, LongAdder failed)
            throws Exception {
        long[] nanos = new long[1024];
        int count = 0;
        while (System.nanoTime() < end) {
            String account = account(random.nextInt(ACCOUNTS));
            String target =
                    switch (random.nextInt(10)) {
                        case 0 -> "/assignment/accounts?max_result=100";
                        case 1 -> "/assignment/roles?account_id=" + account;
                        default ->
                            "/federation/credentials?account_id=" + account + "&role_name="
                                    + ROLES.get(random.nextInt(ROLES.size()));
                    };
            long start = System.nanoTime();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + target))
                    .header("x-amz-sso_bearer_token", token)
                    .build();
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = System.nanoTime() - start;
            if (status != 200) {
                failed.increment();
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}
