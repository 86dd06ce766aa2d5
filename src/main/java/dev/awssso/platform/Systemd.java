package dev.awssso.platform;

import java.io.IOException;
import java.util.List;

/**
 * Tells systemd how a service stands, where {@code NOTIFY_SOCKET} asks for it (sd_notify(3)).
 *
 * <p>The JDK has no datagram sockets of the Unix kind, so systemd's own program sends the message; the unit needs
 * {@code NotifyAccess=all}.
 */
public final class Systemd {

    private final boolean asked;

    public Systemd(Environment environment) {
        this.asked = environment.get("NOTIFY_SOCKET").isPresent();
    }

    /** The service answers. */
    public void ready() {
        send("READY=1", "MAINPID=" + ProcessHandle.current().pid());
    }

    /** The service is about to end. */
    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String... state) {
        if (!asked) {
            return;
        }
        List<String> words = new java.util.ArrayList<>(List.of("systemd-notify"));
        words.addAll(List.of(state));
        try {
            new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No systemd here, whatever the variable says.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
