package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells systemd, by a receiver on a datagram socket as systemd has one (sd_notify(3)). */
@EnabledOnOs(OS.LINUX)
class SystemdIT {

    private static final String RECEIVER =
            """
            use Socket; $| = 1;
            socket(my $in, AF_UNIX, SOCK_DGRAM, 0) or die $!;
            bind($in, pack_sockaddr_un($ARGV[0])) or die $!;
            print "bound\\n";
            while (defined recv($in, my $message, 4096, 0)) { print join(" ", split(/\\n/, $message)), "\\n"; }
            """;

    @TempDir
    Path home;

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void systemdIsToldOfTheStartAndOfTheEnd() throws IOException, InterruptedException {
        assumeTrue(onPath("perl") && onPath("systemd-notify"), "perl and systemd-notify are missing");
        Path socket = home.resolve("notify");
        Process receiver = new ProcessBuilder("perl", "-e", RECEIVER, socket.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("bound", told.readLine());
            try (RunningProgram server = PackagedProgram.at(home)
                    .with("NOTIFY_SOCKET", socket.toString())
                    .start(Pattern.compile("http://"), "ecs", "run", "--port", "0")) {
                String ready = next(told);
                assertTrue(ready.contains("READY=1") && ready.contains("MAINPID=" + server.pid()), ready);
                assertEquals(0, server.terminate());
                assertTrue(next(told).contains("STOPPING=1"));
            }
        } finally {
            receiver.destroyForcibly().waitFor();
        }
    }

    // The message behind each that systemd-notify waits with tells nothing.
    private static String next(BufferedReader told) throws IOException {
        String line = told.readLine();
        while (line != null && line.startsWith("BARRIER=1")) {
            line = told.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void aBarrierThatNobodyAnswersHoldsNothingUp() throws IOException, InterruptedException {
        // As systemd-notify is while the receiver keeps the barrier, but for longer than any test is patient.
        Path senders = home.resolve("senders");
        Path programs = Files.createDirectory(home.resolve("programs"));
        Path sender = Files.writeString(
                programs.resolve("systemd-notify"), "#!/bin/sh\necho $$ \"$@\" >>" + senders + "\nexec sleep 300\n");
        Files.setPosixFilePermissions(sender, PosixFilePermissions.fromString("rwx------"));
        try (RunningProgram server = PackagedProgram.at(home)
                .with("NOTIFY_SOCKET", home.resolve("notify").toString())
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .start(Pattern.compile("http://"), "ecs", "run", "--port", "0")) {
            while (!Files.exists(senders) || Files.readString(senders).isEmpty()) {
                Thread.sleep(20);
            }
            assertEquals(0, server.terminate());
            assertTrue(Files.readString(senders).contains("STOPPING=1"), Files.readString(senders));
        } finally {
            for (String line : Files.readAllLines(senders)) {
                ProcessHandle.of(Long.parseLong(line.split(" ", -1)[0])).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aSocketThatNobodyReadsStopsNobody() {
        try (RunningProgram server = PackagedProgram.at(home)
                .with("NOTIFY_SOCKET", home.resolve("none").toString())
                .start(Pattern.compile("http://"), "ecs", "run", "--port", "0")) {
            assertEquals(0, server.terminate());
        }
    }
}
