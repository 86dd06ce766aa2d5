package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.platform.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What another user of the machine does. Root alone can be another user: elsewhere its tests are skipped. */
public final class OtherUser implements AutoCloseable {

    public static final int UID = 65534;

    // Answers like a server without a token, and prints every byte that it gets.
    private static final String LISTENER =
            """
            use IO::Socket::IP; $| = 1;
            my $listener = IO::Socket::IP->new(LocalHost => $ARGV[0], LocalPort => $ARGV[1], Listen => 5) or die $@;
            print "port " . $listener->sockport . "\\n";
            while (my $peer = $listener->accept) {
                my $head = "";
                while (sysread($peer, my $piece, 4096)) {
                    print $piece;
                    $head .= $piece;
                    while ($head =~ s/^.*?\\r\\n\\r\\n//s) {
                        my $body = '{"status":"UP"}';
                        syswrite($peer, "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: "
                            . length($body) . "\\r\\n\\r\\n" . $body);
                    }
                }
            }
            """;

    // Accepts one connection, closes the listener, and answers only when somebody else listens in its place.
    private static final String SQUATTER =
            """
            use IO::Socket::IP; $| = 1;
            my $listener = IO::Socket::IP->new(LocalHost => "127.0.0.1", Listen => 5, ReuseAddr => 1) or die $@;
            my $port = $listener->sockport;
            print "port $port\n";
            my $peer = $listener->accept;
            close $listener;
            print "accepted\n";
            until (IO::Socket::IP->new(PeerHost => "127.0.0.1", PeerPort => $port)) { select undef, undef, undef, 0.02 }
            while (sysread($peer, my $piece, 4096)) {
                print $piece;
                my $body = '{"status":"UP"}';
                syswrite($peer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    . length($body) . "\r\n\r\n" . $body);
            }
            """;

    private final Process process;
    private final int port;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private OtherUser(Process process, int port, BufferedReader out) {
        this.process = process;
        this.port = port;
        Thread reader = new Thread(() -> out.lines().forEach(received::add));
        reader.setDaemon(true);
        reader.start();
    }

    /** Skips the test where nobody can be another user. */
    public static void required() {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can be another user");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")) && Files.isExecutable(Path.of("/usr/bin/perl")),
                "setpriv and perl are missing");
    }

    /** Runs a command line as the other user and returns all it prints. */
    static String run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /** One request, as the other user, and its answer. */
    static String request(int port, String text) throws IOException, InterruptedException {
        return run(
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/$0; printf '%b' \"$1\" >&3; timeout 3 cat <&3",
                "" + port,
                text.replace("\r\n", "\\r\\n"));
    }

    /** Listens on a free port, as a server would. */
    public static OtherUser listening(String address, int port) throws IOException {
        return of(start("perl", "-e", LISTENER, address, "" + port));
    }

    /** Listens until somebody connects, and answers when another program listens on the port instead. */
    public static OtherUser squatting() throws IOException {
        return of(start("perl", "-e", SQUATTER));
    }

    private static OtherUser of(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
        String first = String.valueOf(out.readLine());
        assertTrue(first.startsWith("port "), first);
        return new OtherUser(process, Integer.parseInt(first.substring(5)), out);
    }

    public int port() {
        return port;
    }

    /** Everything that anybody sent to the listener. */
    public String received() {
        return String.join("\n", received);
    }

    private static Process start(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + UID, "--clear-groups"));
        all.addAll(List.of(words));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile())
                .start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
