package dev.awssso.boot;

import dev.awssso.cli.terminal.PayloadOutput;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.TerminalSize;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's own streams, in UTF-8 whatever the locale. */
final class ProcessStreams {

    private ProcessStreams() {}

    static Terminal terminal() {
        Terminal.Screens screens = new Terminal.Screens(isTerminal(0), isTerminal(1), isTerminal(2));
        Terminal terminal = new Terminal(
                // Buffered also because Java 17 asks the position of a bare one, which a pipe has not.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new PayloadOutput(new FileOutputStream(FileDescriptor.out), isPipe(1)),
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)),
                        true,
                        StandardCharsets.UTF_8),
                screens,
                TerminalSize::columns);
        if (screens.err()) {
            // A program that ends by itself halts: only a signal leads here.
            Runtime.getRuntime().addShutdownHook(new Thread(terminal::interrupted, "aws-sso-terminal"));
        }
        return terminal;
    }

    // Linux tells by the name behind the descriptor; elsewhere the launcher says which of 0, 1, 2 are a terminal.
    private static boolean isTerminal(int descriptor) {
        if (!Files.exists(link(descriptor))) {
            return System.getProperty("awssso.terminals", "").indexOf('0' + descriptor) >= 0;
        }
        String target = target(descriptor);
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    private static boolean isPipe(int descriptor) {
        String target = target(descriptor);
        return target.startsWith("pipe:") || target.startsWith("socket:");
    }

    private static Path link(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(link(descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
