package dev.awssso.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of the terminal that this process belongs to, as {@code stty} tells it: no library of the JDK does. */
public final class TerminalSize {

    private static final File TERMINAL = new File("/dev/tty");
    // "rows columns"; both 0 where the terminal does not know.
    private static final Pattern SIZE = Pattern.compile("\\s*[0-9]{1,5} ([0-9]{1,5})\\s*");

    private TerminalSize() {}

    /** How many columns it has; 0 when that is not known. */
    public static int columns() {
        if (OperatingSystem.current() == OperatingSystem.WINDOWS) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            Matcher match = SIZE.matcher(size);
            return match.matches() ? Integer.parseInt(match.group(1)) : 0;
        } catch (IOException e) {
            // No terminal, or no stty.
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
