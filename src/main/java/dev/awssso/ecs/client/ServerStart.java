package dev.awssso.ecs.client;

import dev.awssso.ecs.RunFile;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ProcessTable;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a server of this user that is still starting, as in {@code aws-sso ecs run & aws-sso ecs load}. A server is
 * taken to be starting while its run file is locked, or while a young process of this user with {@code ecs run} exists:
 * its program may not have come as far as the run file.
 */
public final class ServerStart {

    /** How long a server that is starting is waited for, unless told otherwise. */
    public static final Duration USUAL = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    // A shell needs a moment to turn into the program that it starts in the background.
    private static final Duration BEFORE_SECOND_LOOK = Duration.ofMillis(100);
    // A process that is older listens, or never will.
    private static final Duration YOUNG = Duration.ofSeconds(20);
    private static final List<String> RUN = List.of("run", "server");

    private final Environment environment;
    private final InstantSource clock;
    private final Sleeper sleeper;

    public ServerStart(Environment environment, InstantSource clock, Sleeper sleeper) {
        this.environment = environment;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Makes the server prove itself, as {@link EcsClient#prove}.
     *
     * @param longest how long to wait for a server that does not listen, whether or not one is seen to be starting; null
     *     to wait {@link #USUAL} where one is, and not at all where none is
     */
    public Standing prove(EcsClient client, @Nullable Duration longest) {
        int port = client.dialled().getPort();
        long looks = (longest == null ? USUAL : longest).dividedBy(BETWEEN_LOOKS);
        for (long look = 0; ; look++) {
            try {
                return client.prove();
            } catch (Problem.Server absent) {
                // Refused, or reset: before the framework boots, the port is tried for a moment.
                boolean nobodyListens = absent.getCause() instanceof SocketException;
                if (!nobodyListens || look >= looks || (longest == null && !underway(port))) {
                    throw absent;
                }
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private boolean underway(int port) {
        if (seen(port)) {
            return true;
        }
        pause(BEFORE_SECOND_LOOK);
        return seen(port);
    }

    private boolean seen(int port) {
        if (RunFile.isLocked(environment, port)) {
            return true;
        }
        Instant born = clock.instant().minus(YOUNG);
        return ProcessTable.ofThisUserSince(born).stream().anyMatch(words -> starts(words, port));
    }

    /** True for the words of a process that starts a server on this port, or on one that its words do not tell. */
    static boolean starts(List<String> words, int port) {
        int next = afterProgram(words);
        while (next > 0
                && next < words.size()
                && List.of("--debug", "--no-color").contains(words.get(next))) {
            next++;
        }
        boolean server = next > 0
                && next + 1 < words.size()
                && words.get(next).equals("ecs")
                && RUN.contains(words.get(next + 1));
        return server && listensOn(words.subList(next + 2, words.size()), port);
    }

    // The program itself, its script run by a shell, or its main class on a JVM; not a tool that was given the words of
    // a
    // command line and waits for its end, such as timeout.
    private static int afterProgram(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean script = word.equals("aws-sso") || word.endsWith("/aws-sso");
            if (word.equals("dev.awssso.boot.Main") || (script && (i == 0 || (i <= 2 && isShell(words.get(0)))))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isShell(String word) {
        return List.of("bash", "sh", "env").contains(word.substring(word.lastIndexOf('/') + 1));
    }

    private static boolean listensOn(List<String> options, int port) {
        String wanted = Integer.toString(port);
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (option.equals("--port") && i + 1 < options.size()) {
                return options.get(i + 1).equals(wanted);
            }
            if (option.startsWith("--port=")) {
                return option.equals("--port=" + wanted);
            }
        }
        return true;
    }

    private void pause(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.Interrupted("interrupted while waiting for the server");
        }
    }
}
