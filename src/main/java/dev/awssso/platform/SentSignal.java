package dev.awssso.platform;

import java.io.IOException;

/**
 * Sends signals. The JDK sends only two of them, and {@code kill} is not a program everywhere, but every shell has it
 * (POSIX.1-2017, kill).
 */
public final class SentSignal {

    private SentSignal() {}

    /** Sends a signal to a process; true when there was one. */
    public static boolean toProcess(long pid, String name) {
        return send(Long.toString(pid), name);
    }

    /** Sends a signal to all of a process group; true when somebody is in it. */
    public static boolean toGroup(long leader, String name) {
        return send("-" + leader, name);
    }

    private static boolean send(String target, String name) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- " + target + " 2>/dev/null")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor() == 0;
        } catch (IOException e) {
            // Without a shell nothing can be sent.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
