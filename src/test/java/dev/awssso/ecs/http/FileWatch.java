package dev.awssso.ecs.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Remembers which files below a directory were made or changed, also those that are gone again. */
final class FileWatch implements AutoCloseable {

    private final Path top;
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();

    private FileWatch(Path top, WatchService service) {
        this.top = top;
        this.service = service;
    }

    /** Watches the directories that there are; a new one counts itself. */
    static FileWatch below(Path top) throws IOException {
        FileWatch watch = new FileWatch(top, top.getFileSystem().newWatchService());
        try (var all = Files.walk(top)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                watch.directories.put(
                        directory.register(
                                watch.service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY),
                        directory);
            }
        }
        return watch;
    }

    /** What happened since the last call, each file once. */
    List<String> seen() {
        List<String> seen = new ArrayList<>();
        try {
            // The kernel tells of everything in order; what is asked for has happened before.
            for (WatchKey key = service.poll(1, TimeUnit.SECONDS);
                    key != null;
                    key = service.poll(1, TimeUnit.SECONDS)) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    seen.add(top.relativize(directories.get(key).resolve(String.valueOf(event.context())))
                            .toString());
                }
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return seen.stream().distinct().toList();
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
