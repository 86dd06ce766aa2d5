package dev.awssso.golden;

import dev.awssso.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The commands of the program, as its own help lists them. */
public final class Commands {

    private Commands() {}

    /** The words of every command and group, parents first; the program itself is the empty text. */
    public static List<String> all(Path home) {
        List<String> paths = new ArrayList<>();
        collect(home, "", paths);
        return Collections.unmodifiableList(paths);
    }

    private static void collect(Path home, String path, List<String> paths) {
        paths.add(path);
        List<String> lines = help(home, path).lines().toList();
        int list = lines.indexOf("Commands:");
        if (list < 0) {
            return;
        }
        for (String line : lines.subList(list + 1, lines.size())) {
            if (line.isBlank()) {
                return;
            }
            String name = line.strip().split("[ ,]", 2)[0];
            collect(home, (path + " " + name).strip(), paths);
        }
    }

    /** What {@code --help} prints. */
    public static String help(Path home, String path) {
        List<String> words = new ArrayList<>(List.of((path + " --help").strip().split(" ")));
        Cli.Result result = Cli.at(home).run(words.toArray(String[]::new));
        if (result.exit() != 0) {
            throw new AssertionError("no help of \"" + path + "\": " + result.err());
        }
        return result.out();
    }
}
