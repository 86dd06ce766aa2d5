package dev.awssso.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how a service stands, where {@code NOTIFY_SOCKET} asks for it (sd_notify(3)).
 *
 * <p>The JDK has no datagram sockets of the Unix kind, so systemd's own program sends the message; the unit needs
 * {@code NotifyAccess=all}. That program stays until systemd has read the message, since systemd must find its process to
 * know which unit it belongs to; whoever receives messages and never closes its barrier (sd_notify_barrier(3)) would keep
 * it for five seconds. So nobody waits for it here, but for a moment at the end.
 */
public final class Systemd {

    // A message that is on its way when the last process of a unit ends may be lost.
    private static final Duration LONGEST_LAST_WAIT = Duration.ofMillis(200);

    private final boolean asked;

    public Systemd(Environment environment) {
        this.asked = environment.get("NOTIFY_SOCKET").isPresent();
    }

    /** The service answers. Returns at once. */
    public void ready() {
        send("READY=1", "MAINPID=" + ProcessHandle.current().pid());
    }

    /** The service is about to end. Returns when that was read, or after 200 ms. */
    public void stopping() {
        Process sender = send("STOPPING=1");
        if (sender == null) {
            return;
        }
        try {
            sender.waitFor(LONGEST_LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Process send(String... state) {
        if (!asked) {
            return null;
        }
        List<String> words = new ArrayList<>(List.of("systemd-notify"));
        words.addAll(List.of(state));
        try {
            return new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // No systemd here, whatever the variable says.
            return null;
        }
    }
}
