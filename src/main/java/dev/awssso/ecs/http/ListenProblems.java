package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.NumericAddress;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.ProcessTable;
import dev.awssso.platform.SocketTable;
import dev.awssso.platform.UserId;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/** Says why a server cannot listen, and who listens there, as far as that can be known. */
public final class ListenProblems {

    private static final int DEFAULT_PORT = 4144;

    private ListenProblems() {}

    /** The problem that a failure to listen there is. */
    public static Problem of(InetSocketAddress end, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        String address = NumericAddress.of(end);
        if (message.contains("in use")) {
            return new Problem.Server(
                    address + " is in use by " + holder(end),
                    "use --port to choose another port, or --port 0 for any free port",
                    status(end),
                    failure);
        }
        if (message.contains("assign")) {
            return new Problem.Server(
                    "cannot listen on " + address, "it is not an address of this machine", null, failure);
        }
        String why = message.contains("denied") ? "permission denied" : "the system refused it";
        return new Problem.Server("cannot listen on " + address, why, null, failure);
    }

    // Shows whether it is a server of this user that listens there already.
    private static ShellCommand status(InetSocketAddress end) {
        ShellCommand status = ShellCommand.of("aws-sso", "ecs", "status");
        return end.getPort() == DEFAULT_PORT && end.getAddress().isLoopbackAddress()
                ? status
                : status.with("--server", NumericAddress.of(end));
    }

    private static String holder(InetSocketAddress end) {
        try {
            List<SocketTable.Row> rows = SocketTable.read().listeners(end.getPort());
            return rows.isEmpty() ? "another program" : holder(rows.get(0));
        } catch (IOException e) {
            return "another program";
        }
    }

    private static String holder(SocketTable.Row row) {
        OptionalLong pid = ProcessTable.holderOfSocket(row.inode());
        if (pid.isEmpty()) {
            OptionalLong own = UserId.effective();
            return own.isPresent() && own.getAsLong() == row.uid() ? "another program" : "uid " + row.uid();
        }
        String name = name(ProcessTable.words(pid.getAsLong()));
        return "pid " + pid.getAsLong() + (name.isEmpty() ? "" : " (" + name + ")");
    }

    // Only the name: the arguments of a program may hold anything.
    private static String name(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        int group = words.indexOf("ecs");
        boolean runs = group > 0
                && group + 1 < words.size()
                && List.of("run", "server").contains(words.get(group + 1));
        if (runs && words.subList(0, group).stream().anyMatch(word -> word.contains("aws-sso"))) {
            return "aws-sso ecs run";
        }
        String program = ForeignText.clean(words.get(0));
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
