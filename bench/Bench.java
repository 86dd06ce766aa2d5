import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The measurements of {@code bench/run}. Start-up: medians of whole processes, the programs interleaved, so that what else
 * the machine does hits all alike. Load: blocking sockets, one thread each, a fixed number of seconds after a warm-up; the
 * generator shares the cores with the server, so the figures are a lower bound.
 */
public final class Bench {

    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final int SECONDS = Integer.getInteger("seconds", 4);
    private static final List<List<String>> COMMANDS =
            List.of(List.of("--version"), List.of("--help"), List.of("ecs", "list"), List.of("status"));

    private Bench() {}

    /** A program to measure: its name in the table, how it is called, and variables. */
    record Program(String name, List<String> call, Map<String, String> variables) {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("aws-sso-bench");
        try {
            List<Program> programs = programs();
            startUp(programs, home);
            for (Program program : programs) {
                if (!program.name.startsWith("aws ")) {
                    server(program, home);
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
            }
        }
    }

    static List<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>();
        String launcher = Path.of("target/aws-sso/bin/aws-sso").toAbsolutePath().toString();
        Map<String, String> homes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path home : files.filter(file -> !Files.isSymbolicLink(file)).sorted().toList()) {
                if (Files.exists(home.resolve("release"))) {
                    String version = Files.readString(home.resolve("release")).replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
                    homes.putIfAbsent(version, home.toString());
                }
            }
        } catch (java.nio.file.NoSuchFileException e) {
            homes.put(String.valueOf(Runtime.version().feature()), System.getProperty("java.home"));
        }
        homes.forEach((version, home) -> {
            if (Integer.parseInt(version) >= 17) {
                programs.add(new Program("Java " + version, List.of(launcher), Map.of("AWS_SSO_JAVA_HOME", home)));
            }
        });
        Path nativeProgram = Path.of("target/aws-sso-native/bin/aws-sso").toAbsolutePath();
        if (Files.isExecutable(nativeProgram)) {
            programs.add(new Program("native", List.of(nativeProgram.toString()), Map.of()));
        }
        for (String folder : ("target/python/bin:" + System.getenv("PATH")).split(":")) {
            if (Files.isExecutable(Path.of(folder, "aws"))) {
                programs.add(new Program("aws (python)", List.of(Path.of(folder, "aws").toAbsolutePath().toString()), Map.of()));
                break;
            }
        }
        return programs;
    }

    static ProcessBuilder process(Program program, Path home, List<String> words) {
        List<String> call = new ArrayList<>(program.call);
        call.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(call);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
        builder.environment().putAll(program.variables);
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    private static void startUp(List<Program> programs, Path home) throws Exception {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = -2; round < ROUNDS; round++) {
            for (Program program : programs) {
                for (List<String> words : COMMANDS) {
                    if (program.name.startsWith("aws ") && words != COMMANDS.get(0)) {
                        continue;
                    }
                    ProcessBuilder builder = process(program, home, words);
                    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
                    long begin = System.nanoTime();
                    builder.start().waitFor();
                    if (round >= 0) {
                        times.computeIfAbsent(program.name + String.join(" ", words), key -> new double[ROUNDS])[round] =
                                (System.nanoTime() - begin) / 1e6;
                    }
                }
            }
        }
        System.out.printf("%nStart-up of the whole process, median of %d interleaved runs (fastest), ms%n%n", ROUNDS);
        System.out.printf("%-16s", "");
        COMMANDS.forEach(words -> System.out.printf("%18s", String.join(" ", words)));
        System.out.println();
        for (Program program : programs) {
            System.out.printf("%-16s", program.name);
            for (List<String> words : COMMANDS) {
                double[] all = times.get(program.name + String.join(" ", words));
                if (all != null) {
                    Arrays.sort(all);
                    System.out.printf("%18s", String.format("%.0f (%.0f)", all[ROUNDS / 2], all[0]));
                }
            }
            System.out.println();
        }
    }

    private static void server(Program program, Path home) throws Exception {
        Path log = home.resolve("server.log");
        ProcessBuilder builder = process(program, home, List.of("ecs", "run", "--port", "0"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            URI url = ready(process, log);
            put(url);
            request(url, "GET", "").close();
            double first = (System.nanoTime() - begin) / 1e6;
            System.out.printf("%nServer on %s: first answer after %.0f ms, %s resident%n%n", program.name, first, resident(process));
            System.out.printf("%14s %12s %14s %10s %10s%n", "connections", "keep-alive", "requests/s", "p50 ms", "p99 ms");
            for (boolean keepAlive : new boolean[] {true, false}) {
                for (int connections : new int[] {1, 16, 100}) {
                    load(url, connections, keepAlive, 1);
                    double[] latencies = load(url, connections, keepAlive, SECONDS);
                    Arrays.sort(latencies);
                    System.out.printf(
                            "%14d %12s %14.0f %10.2f %10.2f%n",
                            connections,
                            keepAlive ? "yes" : "no",
                            latencies.length / (double) SECONDS,
                            latencies[latencies.length / 2],
                            latencies[(int) (latencies.length * 0.99)]);
                }
            }
            System.out.printf("%nafter the load: %s resident%n", resident(process));
        } finally {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    private static URI ready(Process process, Path log) throws Exception {
        for (int i = 0; i < 3000 && process.isAlive(); i++) {
            var found = java.util.regex.Pattern.compile("(http://\\S+?:\\d+)[/\\s]").matcher(Files.readString(log));
            if (found.find()) {
                return URI.create(found.group(1));
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("no server: " + Files.readString(log));
    }

    private static String resident(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        return Files.exists(status)
                ? Files.readString(status).replaceAll("(?s).*VmRSS:\\s+(\\d+)\\d{3} kB.*", "$1 MB")
                : "?";
    }

    private static void put(URI url) throws IOException {
        String body = "{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"bench\",\"Token\":\""
                + "x".repeat(900) + "\",\"Expiration\":\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.HOURS)
                + "\",\"AccountId\":\"000011112222\",\"RoleName\":\"Developer\",\"ProfileName\":\"x\"}";
        request(url, "PUT", body).close();
    }

    private static Socket request(URI url, String method, String body) throws IOException {
        Socket socket = connect(url);
        socket.getOutputStream().write(head(url, method, body, true));
        String status = answer(new BufferedInputStream(socket.getInputStream()));
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(method + " was answered " + status);
        }
        return socket;
    }

    private static Socket connect(URI url) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] head(URI url, String method, String body, boolean keepAlive) {
        return (method + " /slot/x HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort() + "\r\n"
                        + (keepAlive ? "" : "Connection: close\r\n")
                        + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                        + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    // The head up to the empty line, then as many bytes as it says.
    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after " + head);
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
        in.readNBytes(length);
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static double[] load(URI url, int connections, boolean keepAlive, int seconds) throws Exception {
        byte[] head = head(url, "GET", "", keepAlive);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        double[][] all = new double[connections][];
        CountDownLatch done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            int index = i;
            Thread worker = new Thread(() -> {
                try {
                    all[index] = ask(url, head, keepAlive, end);
                } catch (IOException e) {
                    System.err.println("bench: " + e.getMessage());
                    all[index] = new double[0];
                } finally {
                    done.countDown();
                }
            });
            worker.setDaemon(true);
            worker.start();
        }
        done.await(seconds + 30L, TimeUnit.SECONDS);
        return Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] ask(URI url, byte[] head, boolean keepAlive, long end) throws IOException {
        double[] latencies = new double[1024];
        int count = 0;
        Socket socket = null;
        InputStream in = null;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            if (socket == null) {
                socket = connect(url);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(head);
            String status = answer(in);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("GET was answered " + status);
            }
            if (!keepAlive) {
                socket.close();
                socket = null;
            }
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, count * 2);
            }
            latencies[count++] = (System.nanoTime() - begin) / 1e6;
        }
        if (socket != null) {
            socket.close();
        }
        return Arrays.copyOf(latencies, count);
    }
}
