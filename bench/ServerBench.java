import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * A GET of a slot: ours on each Java and native, aws-sso-cli's server where it can be built, and a plain responder that
 * shows what the load generator and the kernel allow. All servers run at once and are asked in turn, so that what else
 * the machine does hits all alike; figures are medians of the rounds.
 *
 * <p>CPU of a GET: user and system time of the server's process ({@code /proc/PID/stat}) over a run, by its requests.
 */
public final class ServerBench {

    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final double SECONDS = Integer.getInteger("seconds", 2);
    private static final int[] CONNECTIONS = {1, 16, 100};
    private static final Pattern URL = Pattern.compile("http://[^\\s/]*:(\\d+)/");
    // A clock tick of /proc is a hundredth of a second on every Linux that Java runs on.
    private static final double MICROSECONDS_PER_TICK = 10_000;
    private static final String PEER = "aws-sso-cli";
    private static final String PLAIN = "plain responder";

    private ServerBench() {}

    /** A server that runs, what it was started as, and how long its first answer took. */
    private record Server(String name, Process process, int port, double firstAnswer) {

        LoadGenerator generator() {
            return new LoadGenerator(port, "/slot/x");
        }

        double cpuMicroseconds() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROSECONDS_PER_TICK;
        }

        double residentMegabytes() throws IOException {
            String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
            return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1")) / 1024.0;
        }
    }

    /** One run of the generator against one server. */
    private record Run(double cpu, double perSecond, double p50, double p99) {}

    /** Prints the tables.
     *
     * @param home an empty directory, where the servers may write
     */
    static void measure(Path home) throws Exception {
        List<Server> servers = new ArrayList<>();
        try {
            for (Programs.Program program : programs(home)) {
                servers.add(start(program, home));
            }
            load(servers);
        } finally {
            for (Server server : servers) {
                server.process.destroy();
            }
            for (Server server : servers) {
                if (!server.process.waitFor(5, TimeUnit.SECONDS)) {
                    server.process.destroyForcibly();
                }
            }
        }
    }

    private static List<Programs.Program> programs(Path home) throws IOException, InterruptedException {
        List<Programs.Program> programs = new ArrayList<>();
        for (Programs.Program ours : Programs.ours(home).stream().filter(one -> !one.name().startsWith("moved")).toList()) {
            List<String> call = new ArrayList<>(ours.call());
            call.addAll(List.of("ecs", "run", "--port", "0"));
            programs.add(new Programs.Program(ours.name(), call, ours.variables()));
        }
        Programs.other(PEER, "server", "target/bench-peer").ifPresentOrElse(programs::add, () -> System.out.println(
                "bench: aws-sso-cli's server is left out"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        programs.add(new Programs.Program(
                PLAIN, List.of(java, "-XX:+UseSerialGC", "-cp", "target/bench", "PlainResponder"), Map.of()));
        return programs;
    }

    private static Server start(Programs.Program program, Path home) throws Exception {
        Path log = home.resolve(program.name().replace(" ", "-") + ".log");
        long begun = System.nanoTime();
        Process process = program.process(home, Map.of(), List.of())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int port = port(process, log);
        if (!program.name().equals(PLAIN)) {
            put(port);
        }
        get(port);
        return new Server(program.name(), process, port, (System.nanoTime() - begun) / 1e6);
    }

    private static int port(Process process, Path log) throws Exception {
        for (int i = 0; i < 3000 && process.isAlive(); i++) {
            var found = URL.matcher(Files.readString(log));
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("no server: " + Files.readString(log));
    }

    // In the form of aws-sso-cli's client, which both take.
    private static void put(int port) throws IOException {
        String body = "{\"Creds\":{\"roleName\":\"Developer\",\"accountId\":11112222,"
                + "\"accessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"secretAccessKey\":\"bench\",\"sessionToken\":\""
                + "x".repeat(900) + "\",\"expiration\":" + Instant.now().plusSeconds(3600).toEpochMilli()
                + "},\"ProfileName\":\"x\"}";
        HttpURLConnection connection = connection(port);
        connection.setRequestMethod("PUT");
        connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.US_ASCII));
        }
        good(connection);
    }

    private static void get(int port) throws IOException {
        good(connection(port));
    }

    private static HttpURLConnection connection(int port) throws IOException {
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/slot/x").toURL().openConnection();
    }

    private static void good(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != 200) {
            throw new IOException(connection.getRequestMethod() + " was answered " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private static void load(List<Server> servers) throws IOException {
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        Map<String, Double> before = new LinkedHashMap<>();
        for (Server server : servers) {
            before.put(server.name, server.residentMegabytes());
        }
        for (Server server : servers) {
            warmUp(server);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int connections : CONNECTIONS) {
                for (Server server : servers) {
                    runs.computeIfAbsent(server.name + " " + connections, key -> new ArrayList<>())
                            .add(run(server, connections));
                }
            }
        }
        print(servers, runs, before);
    }

    // JIT compilers are at work for some ten thousand requests, which take long where the machine does other things too.
    private static void warmUp(Server server) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (long requests = 0; requests < 150_000 && System.nanoTime() < end; ) {
            requests += server.generator().run(16, 1).requests();
        }
        server.generator().run(1, 1);
    }

    private static Run run(Server server, int connections) throws IOException {
        double cpu = server.cpuMicroseconds();
        LoadGenerator.Figures figures = server.generator().run(connections, SECONDS);
        return new Run(
                (server.cpuMicroseconds() - cpu) / figures.requests(),
                figures.perSecond(),
                figures.p50(),
                figures.p99());
    }

    private static void print(List<Server> servers, Map<String, List<Run>> runs, Map<String, Double> before)
            throws IOException {
        System.out.printf(
                "%nA GET of a slot, medians of %d interleaved rounds of %.0f s; x: beside %s in the same rounds%n%n",
                ROUNDS, SECONDS, PEER);
        System.out.printf(
                "%-16s %11s %12s %6s %12s %8s %8s%n", "", "connections", "CPU us", "x", "requests/s", "p50 ms", "p99 ms");
        for (int connections : CONNECTIONS) {
            for (Server server : servers) {
                List<Run> mine = runs.get(server.name + " " + connections);
                List<Run> peer = runs.get(PEER + " " + connections);
                double cpu = median(mine, Run::cpu);
                System.out.printf(
                        "%-16s %11d %12.1f %6s %12.0f %8.3f %8.3f%n",
                        server.name,
                        connections,
                        cpu,
                        peer == null ? "-" : String.format("%.2f", cpu / median(peer, Run::cpu)),
                        median(mine, Run::perSecond),
                        median(mine, Run::p50),
                        median(mine, Run::p99));
            }
        }
        System.out.printf("%n%-16s %16s %14s %14s%n", "", "first answer ms", "MB before", "MB after");
        for (Server server : servers) {
            System.out.printf(
                    "%-16s %16.0f %14.0f %14.0f%n",
                    server.name, server.firstAnswer, before.get(server.name), server.residentMegabytes());
        }
        System.out.println("\nThe plain responder answers without reading: the ceiling of the generator, which has one core.");
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        double[] all = runs.stream().mapToDouble(figure).toArray();
        Arrays.sort(all);
        return all[all.length / 2];
    }
}
