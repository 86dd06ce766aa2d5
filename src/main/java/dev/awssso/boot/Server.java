package dev.awssso.boot;

import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the framework runs when it is up: the server that is present. */
public final class Server implements QuarkusApplication {

    private final Vertx vertx;

    Server(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public int run(String... arguments) throws IOException {
        ServerDoor door = ServerDoor.present();
        try (OutputStream audit = audit(door.settings().auditFile())) {
            return door.run(vertx, audit);
        }
    }

    private static OutputStream audit(@Nullable Path file) {
        if (file == null) {
            // Not closed with the log: what a person is told at the end goes there too.
            return new FilterOutputStream(new FileOutputStream(FileDescriptor.err)) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() {}
            };
        }
        FileAttribute<?>[] mode =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            return Channels.newOutputStream(
                    FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mode));
        } catch (IOException e) {
            throw new Problem.LocalFile("cannot write the audit log " + file, PrivateFiles.reason(e), null, e);
        }
    }
}
