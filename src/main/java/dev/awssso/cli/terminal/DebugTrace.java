package dev.awssso.cli.terminal;

import dev.awssso.problem.Problem;
import java.io.PrintStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * The stack trace of {@code --debug}. Exceptions of others quote what they did not like, which may be the value of a
 * header, a token or an option: they are named without their messages, but for those that contain only hosts and
 * files.
 */
final class DebugTrace {

    private static final List<Class<? extends Throwable>> SPEAKING = List.of(
            Problem.class,
            BindException.class,
            ConnectException.class,
            NoRouteToHostException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            FileSystemException.class,
            SSLException.class);

    private final PrintStream out;
    private final Set<Throwable> printed = Collections.newSetFromMap(new IdentityHashMap<>());

    private DebugTrace(PrintStream out) {
        this.out = out;
    }

    static void print(Throwable failure, PrintStream out) {
        new DebugTrace(out).print("", failure);
    }

    private void print(String relation, Throwable failure) {
        if (!printed.add(failure)) {
            return;
        }
        boolean speaks = SPEAKING.stream().anyMatch(type -> type.isInstance(failure));
        String message = speaks && failure.getMessage() != null ? ": " + failure.getMessage() : "";
        out.print(relation + failure.getClass().getName() + message + "\n");
        for (StackTraceElement frame : failure.getStackTrace()) {
            out.print("\tat " + frame + "\n");
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            print("Suppressed: ", suppressed);
        }
        if (failure.getCause() != null) {
            print("Caused by: ", failure.getCause());
        }
    }
}
