package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.platform.UserId;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The set-up of the document on remote hosts with a real {@code sshd}. The remote host is a network namespace with a
 * loopback of its own, in which port 4144 is free; ssh reaches it through the pipe of a proxy command.
 */
@EnabledOnOs(OS.LINUX)
class SshIT {

    private static final String SECRET = "Bearer 0123456789-abcdefghijklmnopqrstuv";

    @TempDir
    Path here;

    @TempDir
    Path there;

    private RunningSandbox sandbox;
    private RunningProgram server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can make a network namespace");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "openssh-server is missing");
        // Where sshd leaves its privileges behind; a service file makes it on a machine that runs one.
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : List.of("host", "user")) {
            sh("ssh-keygen -q -t ed25519 -N '' -f " + there.resolve(key));
        }
        sandbox = RunningSandbox.start();
        Files.createDirectories(here.resolve(".aws"));
        Files.writeString(
                here.resolve(".aws/config"),
                """
                [sso-session corp]
                sso_start_url = %s
                sso_region = us-east-1
                [profile dev]
                sso_session = corp
                sso_account_id = 111111111111
                sso_role_name = AdministratorAccess
                """
                        .formatted(sandbox.startUrl()));
        done("login", "--sso-session", "corp", "--use-device-code");
        done("ecs", "bearer-token", "-t", SECRET);
        server = PackagedProgram.at(here).with(sandbox.environment()).startServer();
        done("ecs", "load", "--profile=dev", "--server", server.url().toString());
        done(
                "ecs",
                "load",
                "--slotted",
                "--profile=dev",
                "--server",
                server.url().toString());
    }

    @AfterEach
    void end() {
        if (sandbox != null) {
            server.close();
            sandbox.close();
        }
    }

    private String done(String... words) {
        PackagedProgram.Result result =
                PackagedProgram.at(here).with(sandbox.environment()).run(words);
        assertEquals(0, result.exit(), result.err());
        return result.out();
    }

    private int port() {
        return server.url().getPort();
    }

    private record Ended(int exit, String text) {}

    private static Ended sh(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    /** Runs a script on the remote host, which {@code ssh -R PORT:localhost:PORT} gives the server, and at 4144 too. */
    private String remotely(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(there.resolve("script"), script);
        Path sshd = Files.writeString(
                there.resolve("sshd"),
                """
                #!/bin/sh
                ip link set lo up
                exec /usr/sbin/sshd -i -f /dev/null -h %1$s/host -o StrictModes=no -o UsePAM=no \\
                    -o AuthorizedKeysFile=%1$s/user.pub -o PermitRootLogin=yes 2>%1$s/sshd.log
                """
                        .formatted(there));
        Ended ended = sh("ssh -F none -i " + there.resolve("user")
                + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
                + " -o ExitOnForwardFailure=yes -o ProxyCommand='unshare -n sh " + sshd + "'"
                + " -R " + port() + ":localhost:" + port() + " -R 4144:localhost:" + port() + " root@remotehost bash "
                + file);
        assumeTrue(!ended.text().contains("unshare failed"), "this container may not make namespaces");
        assertEquals(0, ended.exit(), ended.text() + Files.readString(there.resolve("sshd.log")));
        return ended.text();
    }

    @Test
    void theRemoteHostReadsWhatIsLoadedHere() throws IOException, InterruptedException {
        String variables = "HOME=" + there + " AWS_SSO_JAVA_HOME='" + System.getProperty("java.home") + "' PROGRAM="
                + PackagedProgram.location();
        String text = remotely(
                """
                export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:%3$s/
                export AWS_CONTAINER_AUTHORIZATION_TOKEN='%2$s'
                get() { exec 3<>/dev/tcp/localhost/%3$s
                    printf 'GET %%s HTTP/1.1\\r\\nHost: localhost:%3$s\\r\\n%%sConnection: close\\r\\n\\r\\n' "$1" "$2" >&3
                    cat <&3; }
                get / "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN"$'\\r\\n'
                echo; get / ''
                echo; export %1$s; "$PROGRAM" ecs list --output csv 2>&1
                "$PROGRAM" ecs profile --output csv 2>&1
                "$PROGRAM" ecs list --server localhost:4144 2>&1 || echo "through another port: $?"
                """
                        .formatted(variables, SECRET, port()));

        assertTrue(text.contains("HTTP/1.1 200 "), text);
        assertTrue(text.contains("arn:aws:iam::111111111111:role/AdministratorAccess"), text);
        assertTrue(text.contains("HTTP/1.1 403 "), text);
        assertTrue(
                text.contains("ProfileName,AccountId,RoleName,Expires\ndev,111111111111,AdministratorAccess,59m\n"),
                text);
        // The server proves itself for its own port alone, so that no other program can pass the proof on.
        assertTrue(text.contains("through another port: 8"), text);
    }

    @Test
    @Tag("slow")
    void boto3ReadsItsSlotWithAReadTokenAlone() throws IOException, InterruptedException {
        Path python = Path.of("target/python/bin/python3").toAbsolutePath();
        assumeTrue(Files.isExecutable(python), "no boto3; CONTRIBUTING.md tells how to get it");
        String token = done("ecs", "bearer-token", "--slot", "dev").strip();
        assertTrue(token.startsWith("Bearer "), "a read token");
        String text = remotely(
                """
                export HOME=%3$s AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
                export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:4144/slot/dev
                export AWS_CONTAINER_AUTHORIZATION_TOKEN='%2$s'
                %1$s -c 'import boto3; print("key", boto3.Session().get_credentials().get_frozen_credentials().access_key)'
                export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:4144/creds
                %1$s -c 'import boto3; boto3.Session().get_credentials().get_frozen_credentials()' 2>&1 | tail -1
                """
                        .formatted(python, token, there));

        assertTrue(text.contains("key ASIA"), text);
        assertTrue(text.contains("403") && text.contains("Not authorised."), text);
        assertFalse(text.contains(SECRET.substring(7)), "the admin token stays here");
    }
}
