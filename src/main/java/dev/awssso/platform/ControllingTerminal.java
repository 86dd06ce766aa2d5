package dev.awssso.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal whose keys send signals to whole process groups. */
public final class ControllingTerminal {

    private static final Path STAT = Path.of("/proc/self/stat");

    private ControllingTerminal() {}

    /**
     * True when this process's group is the one that the terminal's keys reach, so that a child in the same group has
     * had its own Ctrl-C already.
     */
    public static boolean inForeground(OperatingSystem system) {
        return switch (system) {
            case LINUX -> inForegroundByProc();
            case MAC -> inForegroundByPs();
            // A console sends Ctrl-C to every process attached to it.
            case WINDOWS -> true;
        };
    }

    // proc_pid_stat(5): (2) comm in parentheses, which may hold anything, then (5) pgrp, (7) tty_nr, (8) tpgid.
    private static boolean inForegroundByProc() {
        try {
            String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 7);
            return !fields[4].equals("0") && fields[2].equals(fields[5]);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean inForegroundByPs() {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            Process ps = new ProcessBuilder("/bin/ps", "-o", "pgid=,tpgid=", "-p", pid).start();
            // Two numbers in columns: the same text twice when they are equal.
            String groups = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int blank = groups.indexOf(' ');
            return ps.waitFor(1, TimeUnit.SECONDS)
                    && blank > 0
                    && groups.substring(0, blank).equals(groups.substring(blank).strip());
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
