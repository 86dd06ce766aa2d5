package dev.awssso.boot;

import dev.awssso.cli.CommandLineDoor;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The program's start: a plain main that runs one command. Only the server command boots Quarkus. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        // The JDK's HTTP client asks for a logger, and the log manager of the class path, which answers, complains on
        // stderr unless it is the one in charge.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // Not exit: since Java 21 that looks for a logging framework to tell of it, which takes longer than most
        // commands.
        // What a command must clean up it cleans up before it returns; the streams are flushed by then.
        Runtime.getRuntime().halt(new CommandLineDoor(Wiring.ofProcess()).run(List.of(arguments)));
    }
}
