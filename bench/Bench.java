import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The measurements of {@code bench/run}: all of them, or those that {@code -Dparts=server,commands,config} names. */
public final class Bench {

    private static final List<String> PARTS = List.of(System.getProperty("parts", "commands,server,config").split(","));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        for (String part : PARTS) {
            Path home = Files.createTempDirectory("aws-sso-bench");
            try {
                switch (part) {
                    case "commands" -> CommandBench.measure(home);
                    case "server" -> ServerBench.measure(home);
                    case "config" -> ConfigBench.main(new String[0]);
                    default -> throw new IllegalArgumentException("no part is called " + part);
                }
            } finally {
                try (Stream<Path> files = Files.walk(home)) {
                    files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
                }
            }
        }
    }
}
