package dev.awssso.platform;

import java.util.Locale;

/** The families of operating systems that the program treats differently. */
public enum OperatingSystem {
    LINUX,
    MAC,
    WINDOWS;

    /** The one this process runs on; an unknown Unix is treated as a system with neither /proc nor a keychain. */
    public static OperatingSystem current() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return WINDOWS;
        }
        return name.contains("linux") ? LINUX : MAC;
    }
}
