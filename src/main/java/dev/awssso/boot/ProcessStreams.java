package dev.awssso.boot;

import dev.awssso.cli.terminal.Terminal;
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
        return new Terminal(
                // Buffered also because Java 17 asks the position of a bare one, which a pipe has not.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                stream(FileDescriptor.out, false),
                stream(FileDescriptor.err, true),
                new Terminal.Screens(isTerminal(0), isTerminal(1), isTerminal(2)));
    }

    private static PrintStream stream(FileDescriptor descriptor, boolean flushLines) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), flushLines, StandardCharsets.UTF_8);
    }

    // Linux tells by the name behind the descriptor; elsewhere the launcher says which of 0, 1, 2 are a terminal.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.exists(link)) {
            return System.getProperty("awssso.terminals", "").indexOf('0' + descriptor) >= 0;
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
