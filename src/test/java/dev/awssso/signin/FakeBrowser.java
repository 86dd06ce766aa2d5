package dev.awssso.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A browser for {@code $BROWSER}: a script that leaves the address it is given in a file, and a thread that goes there
 * and follows redirects, as a person's browser does once the person has agreed.
 */
public final class FakeBrowser implements AutoCloseable {

    private final Path directory;
    private final UnaryOperator<URI> person;
    private final List<URI> visited = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::browse, "fake-browser");

    private FakeBrowser(Path directory, UnaryOperator<URI> person) {
        this.directory = directory;
        this.person = person;
    }

    /** A browser whose script lies in this directory. */
    public static FakeBrowser in(Path directory) {
        return in(directory, UnaryOperator.identity());
    }

    /** A browser that goes on to what is made of each redirect's address. */
    public static FakeBrowser in(Path directory, UnaryOperator<URI> person) {
        FakeBrowser browser = new FakeBrowser(directory, person);
        browser.install();
        browser.thread.setDaemon(true);
        browser.thread.start();
        return browser;
    }

    private void install() {
        try {
            Files.createDirectories(directory.resolve("browser"));
            Path script = directory.resolve("browse");
            Files.writeString(
                    script,
                    "#!/bin/sh\ncd '" + directory.resolve("browser") + "' || exit 1\n"
                            + "printf %s \"$1\" > \"$$.part\" && mv \"$$.part\" \"$$.url\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code $BROWSER}. */
    public String command() {
        return directory.resolve("browse").toString();
    }

    /** Where it went, redirects included. */
    public List<URI> visited() {
        return List.copyOf(visited);
    }

    private void browse() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (Path file : opened()) {
                    URI address = URI.create(Files.readString(file));
                    Files.delete(file);
                    follow(address);
                }
                Thread.sleep(5);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<Path> opened() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(directory.resolve("browser"), "*.url")) {
            found.forEach(files::add);
        }
        return files;
    }

    private void follow(URI start) throws IOException {
        URI address = start;
        for (int i = 0; i < 5; i++) {
            visited.add(address);
            HttpURLConnection connection =
                    (HttpURLConnection) person.apply(address).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            String location = connection.getHeaderField("Location");
            connection.disconnect();
            if (status / 100 != 3 || location == null) {
                return;
            }
            address = address.resolve(location);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
