package dev.awssso.boot;

import dev.awssso.cli.CommandLineDoor;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The program's start: a plain main that runs one command. Only the server command boots Quarkus. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(new CommandLineDoor(Wiring.ofProcess()).run(List.of(arguments)));
    }
}
