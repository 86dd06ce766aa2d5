package dev.awssso.cli;

import dev.awssso.boot.Wiring;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that runs command lines one after the other in which waiting takes no time, with a heap of a given size. */
final class LargeListing {

    private LargeListing() {}

    /** Starts one; its exit code is that of the first command that failed. */
    static ProcessBuilder process(Path home, Map<String, String> variables, String heap, List<String> commandLines) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                LargeListing.class.getName()));
        words.addAll(commandLines);
        ProcessBuilder process = new ProcessBuilder(words);
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("XDG_"));
        process.environment().putAll(variables);
        process.environment().put("HOME", home.toString());
        return process;
    }

    public static void main(String[] commandLines) {
        Environment environment = new Environment(System.getenv(), OperatingSystem.current());
        PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        for (String line : commandLines) {
            Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), out, System.err, false);
            Wiring wiring = new Wiring(environment, terminal, InstantSource.system(), pause -> {}, SecureRandom::new);
            int exit = new CommandLineDoor(wiring).run(List.of(line.split(" ")));
            if (exit != 0) {
                System.exit(exit);
            }
        }
    }
}
