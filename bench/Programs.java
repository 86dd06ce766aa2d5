import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that can be measured on this machine: ours on each Java and as native one, and those of others. */
final class Programs {

    /** A program: its name in the tables, how it is called, and variables. */
    record Program(String name, List<String> call, Map<String, String> variables) {

        /** A process of it that has no AWS or Java variables but these and its own. */
        ProcessBuilder process(Path home, Map<String, String> more, List<String> words) {
            List<String> line = new ArrayList<>(call);
            line.addAll(words);
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
            builder.environment().putAll(more);
            builder.environment().putAll(variables);
            builder.environment().put("HOME", home.toString());
            return builder;
        }
    }

    private Programs() {}

    /**
     * Ours: the launcher on each Java from 17, the same at another path on the newest, and the native program where one was
     * built. Each has its start-up archives, in the cache below this home.
     */
    static List<Program> ours(Path home) throws IOException, InterruptedException {
        List<Program> programs = new ArrayList<>();
        Path here = Path.of("target/aws-sso").toAbsolutePath();
        String newest = null;
        for (Map.Entry<String, String> java : javas().entrySet()) {
            if (Integer.parseInt(java.getKey()) >= 17) {
                programs.add(installed("Java " + java.getKey(), here, java.getValue(), home));
                newest = newest == null || Integer.parseInt(newest) < Integer.parseInt(java.getKey()) ? java.getKey() : newest;
            }
        }
        if (newest != null) {
            programs.add(installed("moved, Java " + newest, copy(here, home.resolve("moved")), javas().get(newest), home));
        }
        Path nativeProgram = Path.of("target/aws-sso-native/bin/aws-sso").toAbsolutePath();
        if (Files.isExecutable(nativeProgram)) {
            programs.add(new Program("native", List.of(nativeProgram.toString()), Map.of()));
        }
        return programs;
    }

    private static Program installed(String name, Path folder, String java, Path home)
            throws IOException, InterruptedException {
        Program program = new Program(
                name, List.of(folder.resolve("bin/aws-sso").toString()), Map.of("AWS_SSO_JAVA_HOME", java));
        new Program(name, List.of(folder.resolve("lib/make-archives").toString()), program.variables())
                .process(home, Map.of(), List.of())
                .inheritIO()
                .start()
                .waitFor();
        return program;
    }

    // Without the archives, which are those of the other path.
    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.startsWith(from.resolve("lib/archives"))).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static Map<String, String> javas() throws IOException {
        Map<String, String> homes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path home : files.filter(file -> !Files.isSymbolicLink(file)).sorted().toList()) {
                if (Files.exists(home.resolve("release"))) {
                    String version =
                            Files.readString(home.resolve("release")).replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
                    homes.putIfAbsent(version, home.toString());
                }
            }
        } catch (NoSuchFileException e) {
            homes.put(String.valueOf(Runtime.version().feature()), System.getProperty("java.home"));
        }
        return homes;
    }

    /** A program of another project: in these folders, or on the PATH. */
    static Optional<Program> other(String title, String name, String... folders) {
        String path = String.join(":", folders) + ":" + System.getenv("PATH");
        for (String folder : path.split(":")) {
            Path file = Path.of(folder, name).toAbsolutePath();
            if (Files.isExecutable(file)) {
                return Optional.of(new Program(title, List.of(file.toString()), Map.of()));
            }
        }
        return Optional.empty();
    }
}
