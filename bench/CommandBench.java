import java.nio.file.Path;

final class CommandBench {
    private CommandBench() {}

    static void measure(Path home) throws Exception {}
}
