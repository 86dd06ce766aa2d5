package dev.awssso.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One attempt to open an address: commands that are tried in turn until one works. Used once. */
final class BrowserLaunch {

    private final Deque<List<String>> left;
    private final Environment environment;
    private String reason;
    private @Nullable Process running;
    private String name = "";

    /** @param reason what to say where there is no command at all */
    BrowserLaunch(List<List<String>> commands, String reason, Environment environment) {
        this.left = new ArrayDeque<>(commands);
        this.reason = reason;
        this.environment = environment;
    }

    /** Starts the next command that can be started; false when there is none. */
    boolean start() {
        while (!left.isEmpty()) {
            List<String> command = left.remove();
            name = ForeignText.clean(command.get(0));
            ProcessBuilder builder = new ProcessBuilder(command);
            ChildEnvironment.apply(builder, environment.variables());
            // Its chatter is nobody's business, and our stdout is a payload.
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            try {
                running = builder.start();
                running.getOutputStream().close();
                return true;
            } catch (IOException e) {
                reason = name + " cannot be started";
            }
        }
        return false;
    }

    /**
     * Waits for the end of what was started, and continues to the next one when it was an error.
     *
     * @param patience what is not over by then works; null waits for the end
     */
    boolean succeeds(@Nullable Duration patience) {
        try {
            do {
                Process process = running;
                if (process == null
                        || (patience != null && !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                        || process.waitFor() == 0) {
                    return true;
                }
                reason = name + " exited with code " + process.exitValue();
            } while (start());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Why none has worked. */
    String reason() {
        return reason;
    }
}
