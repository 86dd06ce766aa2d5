package dev.awssso.platform;

import java.util.Map;
import java.util.Set;

/**
 * Gives the processes that this one starts their environment. The one place that does: a variable that is to stay as it
 * is must not be written, since the JVM hands on the bytes of those it was started with only while nobody touches them,
 * and what it writes itself is UTF-8 of a text in which other bytes have become U+FFFD.
 */
public final class ChildEnvironment {

    private ChildEnvironment() {}

    /**
     * Makes this all of the environment of the process to be started.
     *
     * @param wanted from this process's own {@link Environment#variables}, less and more what is to differ
     */
    public static void apply(ProcessBuilder builder, Map<String, String> wanted) {
        Map<String, String> environment = builder.environment();
        for (String name : Set.copyOf(environment.keySet())) {
            if (!wanted.containsKey(name)) {
                environment.remove(name);
            }
        }
        wanted.forEach((name, value) -> {
            // A name whose bytes are not UTF-8 cannot be looked up by its text; it is there and stays as it is.
            if (!ProcessText.isDamaged(name) && !value.equals(environment.get(name))) {
                environment.put(name, value);
            }
        });
    }
}
