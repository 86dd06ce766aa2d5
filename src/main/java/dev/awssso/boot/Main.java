package dev.awssso.boot;

import dev.awssso.cli.CommandLineDoor;
import dev.awssso.platform.OperatingSystem;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The program's start: a plain main that runs one command. Only the server command boots Quarkus. */
@QuarkusMain
public final class Main {

    private static final String NOTHING = OperatingSystem.current() == OperatingSystem.WINDOWS ? "NUL" : "/dev/null";

    private Main() {}

    public static void main(String... arguments) {
        // The JDK's HTTP client asks for a logger, and the log manager of the class path, which answers, complains on
        // stderr unless it is the one in charge.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // The SDK reads both of the person's files whenever a client is built, whatever the builder was told, and fails
        // over what it does not like in them. These two come before the variables that name the files.
        System.setProperty("aws.configFile", NOTHING);
        System.setProperty("aws.sharedCredentialsFile", NOTHING);
        // Not exit: since Java 21 that looks for a logging framework to name it, which takes longer than most
        // commands.
        // What a command must clean up it cleans up before it returns; the streams are flushed by then.
        Runtime.getRuntime().halt(new CommandLineDoor(Wiring.ofProcess()).run(List.of(arguments)));
    }
}
