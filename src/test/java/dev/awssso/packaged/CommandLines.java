package dev.awssso.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Looks at the command lines of all processes of this machine, as anybody on it can, again and again. */
final class CommandLines implements AutoCloseable {

    private final String mark;
    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final Thread looking = new Thread(this::look, "command lines");
    private volatile boolean ended;

    CommandLines(String mark) {
        this.mark = mark;
        looking.setDaemon(true);
        looking.start();
    }

    /** Those that had the mark in them, but for browsers: an address to sign in with can be handed over in no other way. */
    List<String> marked() {
        return lines.stream()
                .filter(line -> line.contains(mark) && !line.contains("/bin/browser "))
                .toList();
    }

    boolean saw(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    private void look() {
        while (!ended) {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                processes
                        .filter(process -> Character.isDigit(
                                process.getFileName().toString().charAt(0)))
                        .map(process -> line(process.resolve("cmdline")))
                        .forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String line(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
