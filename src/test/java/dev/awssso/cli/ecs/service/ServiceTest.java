package dev.awssso.cli.ecs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.boot.Wiring;
import dev.awssso.cli.CommandLineDoor;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.Environment;
import dev.awssso.platform.ExternalTool;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions for systemd and launchd, and what is done with them; the supervisors themselves are recorded here. */
@DisabledOnOs(OS.WINDOWS)
class ServiceTest {

    /** A name with everything that a unit, a shell or XML gives a meaning to. */
    private static final String HOSTILE = "a \"b\" $HOME %h \\ <&> 'c'; é";

    @TempDir
    Path folder;

    private Path home;
    private Path programs;
    private Path config;
    private Map<String, String> variables;

    private record Result(int exit, String out, String err) {}

    @BeforeEach
    void person() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        config = home.resolve(".config");
        programs = Files.createDirectory(folder.resolve(HOSTILE));
        program("aws-sso", "exit 0");
        variables = new HashMap<>(Map.of("HOME", home.toString(), "PATH", programs + ":/usr/bin:/bin"));
    }

    private void program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A supervisor's program that takes everything and notes its words. */
    private void recorded(String name, String more) throws IOException {
        program(name, "echo \"$*\" >>" + folder + "/calls\n" + more + "\nexit 0");
    }

    private List<String> calls() throws IOException {
        Path file = folder.resolve("calls");
        List<String> calls = Files.exists(file) ? Files.readAllLines(file) : List.of();
        Files.deleteIfExists(file);
        return calls.stream()
                .filter(line -> !line.equals("--user show-environment"))
                .toList();
    }

    private Result run(OperatingSystem system, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false);
        List<String> all = new ArrayList<>(List.of("ecs", "service"));
        all.addAll(List.of(words));
        int exit = new CommandLineDoor(new Wiring(
                        new Environment(variables, system),
                        terminal,
                        InstantSource.system(),
                        Sleeper.real(),
                        SecureRandom::new))
                .run(all);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path unit() {
        return config.resolve("systemd/user/aws-sso-ecs.service");
    }

    private List<String> filesOfHome() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> !file.equals(home))
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aUnitIsStartedOnceAndNothingIsLeftOfIt() throws IOException {
        recorded("systemctl", "");

        Result first = run(OperatingSystem.LINUX, "install");
        assertEquals(0, first.exit(), first.err());
        assertEquals("", first.out());
        assertEquals(
                List.of(
                        "--user daemon-reload",
                        "--user enable aws-sso-ecs.service",
                        "--user restart aws-sso-ecs.service"),
                calls());
        String text = Files.readString(unit());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(unit())));

        Result again = run(OperatingSystem.LINUX, "install");
        assertEquals(0, again.exit(), again.err());
        assertTrue(again.err().contains("nothing to change in " + unit()), again.err());
        assertEquals("--user start aws-sso-ecs.service", calls().get(2), "a server that runs keeps its slots");
        assertEquals(text, Files.readString(unit()));

        variables.put("AWS_CONFIG_FILE", "/elsewhere/config");
        assertEquals(0, run(OperatingSystem.LINUX, "install").exit());
        assertEquals("--user restart aws-sso-ecs.service", calls().get(2));

        Result status = run(OperatingSystem.LINUX, "status");
        assertEquals(0, status.exit());
        assertEquals(
                """
                Installed         yes: %s
                Starts at login   yes
                Runs              yes
                """
                        .formatted(unit()),
                status.out());
        calls();

        // What "enable" makes.
        Path wants = Files.createDirectories(unit().resolveSibling("default.target.wants"));
        Files.createSymbolicLink(wants.resolve("aws-sso-ecs.service"), unit());
        Result removed = run(OperatingSystem.LINUX, "uninstall");
        assertEquals(0, removed.exit(), removed.err());
        assertEquals(
                List.of(
                        "--user disable --now aws-sso-ecs.service",
                        "--user daemon-reload",
                        "--user reset-failed aws-sso-ecs.service"),
                calls());
        assertEquals(List.of(".config"), filesOfHome());

        Result nothing = run(OperatingSystem.LINUX, "uninstall");
        assertEquals(0, nothing.exit());
        assertEquals("aws-sso: the service is not installed\n", nothing.err());
        assertEquals(List.of(), calls());
    }

    @Test
    void aServiceThatDoesNotStartIsAnError() throws IOException {
        recorded(
                "systemctl", "case \"$2\" in restart) echo 'Job for x failed.' >&2; exit 1;; is-active) exit 3;; esac");

        Result install = run(OperatingSystem.LINUX, "install");

        assertEquals(8, install.exit());
        assertTrue(install.err().contains("the service does not start: Job for x failed."), install.err());
        assertTrue(install.err().contains("journalctl --user -u aws-sso-ecs.service"), install.err());
        Result status = run(OperatingSystem.LINUX, "status");
        assertEquals(8, status.exit());
        assertTrue(status.out().contains("Runs              no\n"), status.out());
    }

    @Test
    void otherUnitsAndFilesStay() throws IOException {
        recorded("systemctl", "");
        Files.createDirectories(unit().getParent());
        Files.writeString(unit(), "[Service]\nExecStart=/bin/true\n");
        Path other = Files.writeString(unit().resolveSibling("other.service"), "x");

        for (String command : List.of("install", "uninstall")) {
            Result refused = run(OperatingSystem.LINUX, command);
            assertEquals(7, refused.exit(), refused.err());
            assertTrue(refused.err().contains(unit() + " was not written by this program"), refused.err());
        }
        assertEquals(List.of(), calls());

        Files.delete(unit());
        assertEquals(0, run(OperatingSystem.LINUX, "install").exit());
        assertEquals(0, run(OperatingSystem.LINUX, "uninstall").exit());
        assertTrue(Files.exists(other));
        assertFalse(Files.exists(unit()));
    }

    /** The real systemctl, without a session: as in a container, or in sudo. */
    @Test
    void withoutASessionTheUnitIsWrittenAndTheCommandIsTold() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemctl")), "systemctl is not installed");

        Result install = run(OperatingSystem.LINUX, "install");

        assertEquals(0, install.exit(), install.err());
        assertTrue(Files.exists(unit()));
        assertTrue(
                install.err().contains("the service was not started: your systemd cannot be reached ("), install.err());
        assertTrue(
                install.err()
                        .contains("run: systemctl --user daemon-reload && systemctl --user enable --now"
                                + " aws-sso-ecs.service\n"),
                install.err());
        Result status = run(OperatingSystem.LINUX, "status");
        assertEquals(8, status.exit());
        assertTrue(status.out().contains("Runs              unknown: your systemd cannot be reached"), status.out());
        Result uninstall = run(OperatingSystem.LINUX, "uninstall");
        assertEquals(0, uninstall.exit(), uninstall.err());
        assertEquals(List.of(".config"), filesOfHome());
    }

    @Test
    void withoutSystemctlThatIsSaid() {
        variables.put("PATH", programs.toString());

        Result install = run(OperatingSystem.LINUX, "install");

        assertEquals(0, install.exit(), install.err());
        assertTrue(install.err().contains("systemctl is not installed"), install.err());
    }

    /** The judgement of the real systemd, and what it makes of each value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a \"b\" $HOME %h \\ <&> 'c'; é|/usr/bin/env \"DIR/a \\\"b\\\" $$HOME %%h \\\\ <&> 'c'; é/aws-sso\""
                        + " ecs run",
                "plain $HOME %h é|\"DIR/plain $HOME %%h é/aws-sso\" ecs run",
                "opt|\"DIR/opt/aws-sso\" ecs run"
            })
    void systemdTakesTheUnitAndReadsTheValuesAsTheyAre(String place, String start)
            throws IOException, InterruptedException {
        Environment system = new Environment(Map.of("PATH", System.getenv("PATH")), OperatingSystem.LINUX);
        assumeTrue(ExternalTool.find("systemd-analyze", system).isPresent(), "systemd is not installed");
        programs = Files.createDirectories(folder.resolve(place));
        program("aws-sso", "exit 0");
        variables.put("PATH", programs + ":/usr/bin:/bin");
        variables.put("AWS_CONFIG_FILE", HOSTILE);
        variables.put("HTTPS_PROXY", "http://proxy.example:3128");
        variables.put("HTTP_PROXY", "http://me:hunter2@proxy.example:3128");
        variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer hunter2");
        variables.put("AWS_SECRET_ACCESS_KEY", "hunter2");
        Result install = run(OperatingSystem.LINUX, "install");
        assertTrue(install.err().contains("the service does not get HTTP_PROXY"), install.err());
        assertFalse((Files.readString(unit()) + install.err()).contains("hunter2"));

        ProcessBuilder analyze = new ProcessBuilder(
                        "systemd-analyze", "--user", "--man=no", "--recursive-errors=no", "verify", unit().toString())
                .redirectErrorStream(true);
        analyze.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Process verify = analyze.start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, verify.waitFor(), said);
        assertEquals("", said, "no warning either: it found the program by its escaped path");
        String text = Files.readString(unit());
        String escaped = "a \\\"b\\\" $HOME %%h \\\\ <&> 'c'; é";
        assertTrue(text.contains("Environment=\"AWS_CONFIG_FILE=" + escaped + "\"\n"), text);
        assertTrue(text.contains("ExecStart=" + start.replace("DIR", folder.toString()) + "\n"), text);
        assertTrue(text.contains("Environment=\"HTTPS_PROXY=http://proxy.example:3128\"\n"), text);
    }

    @Test
    void aLaunchAgentIsAPropertyListWithTheseValues() throws IOException, InterruptedException {
        recorded("launchctl", "");
        variables.put("AWS_CONFIG_FILE", HOSTILE);

        Result install = run(OperatingSystem.MAC, "install");

        assertEquals(0, install.exit(), install.err());
        Path agent = home.resolve("Library/LaunchAgents/dev.awssso.ecs.plist");
        List<String> calls = calls();
        assertTrue(calls.get(0).matches("bootout gui/[0-9]+/dev.awssso.ecs"), calls::toString);
        assertTrue(calls.get(1).matches("bootstrap gui/[0-9]+ " + agent), calls::toString);

        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        """
                        import plistlib, sys
                        agent = plistlib.load(open(sys.argv[1], 'rb'))
                        for key in sorted(agent): print(key, repr(agent[key]))
                        """,
                        agent.toString())
                .redirectErrorStream(true)
                .start();
        String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), read);
        String hostile = HOSTILE.replace("\\", "\\\\").replace("'", "\\'");
        assertTrue(read.contains("'AWS_CONFIG_FILE': '" + hostile + "'"), read);
        assertTrue(read.contains("ProgramArguments ['" + folder + "/" + hostile + "/aws-sso', 'ecs', 'run']"), read);
        assertTrue(read.contains("RunAtLoad True\n"), read);
        assertTrue(read.contains("KeepAlive {'SuccessfulExit': False}\n"), read);
        assertTrue(read.contains("Umask 63\n"), read);

        assertEquals(0, run(OperatingSystem.MAC, "install").exit());
        assertTrue(calls().stream().noneMatch(call -> call.startsWith("bootstrap")), "it is loaded already");
        assertEquals(0, run(OperatingSystem.MAC, "uninstall").exit());
        assertTrue(calls().get(0).startsWith("bootout "));
        assertFalse(Files.exists(agent));
        assertEquals(
                "aws-sso: the service is not installed\n",
                run(OperatingSystem.MAC, "uninstall").err());
    }

    @Test
    void windowsHasNone() {
        Result install = run(OperatingSystem.WINDOWS, "install");
        assertEquals(2, install.exit());
        assertTrue(install.err().startsWith("aws-sso: there is no service on Windows: "), install.err());
    }

    @Test
    void aWrongSettingIsToldBeforeAnythingIsWritten() throws IOException {
        recorded("systemctl", "");
        Files.createDirectories(config.resolve("aws-sso"));
        Files.writeString(config.resolve("aws-sso/config"), "[default]\necs_port = x\n");

        Result install = run(OperatingSystem.LINUX, "install");

        assertEquals(2, install.exit());
        assertEquals(List.of(), calls());
        assertFalse(Files.exists(unit()));
    }
}
