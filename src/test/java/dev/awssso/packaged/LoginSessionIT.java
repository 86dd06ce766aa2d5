package dev.awssso.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonStyle;
import dev.awssso.packaged.PackagedProgram.Result;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a sign-in of {@code aws login}, which it has to renew first: its keys, its proof. */
class LoginSessionIT {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path home;

    private PackagedProgram signedIn(LoginSession session) throws IOException, NoSuchAlgorithmException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(session.name().getBytes(StandardCharsets.UTF_8));
        Path cache = Files.createDirectories(home.resolve(".aws/login/cache"));
        Files.writeString(home.resolve(".aws/config"), "[profile p]\nlogin_session = " + session.name() + "\n");
        Files.writeString(
                cache.resolve(HexFormat.of().formatHex(digest) + ".json"), JsonStyle.COMPACT.write(session.document()));
        return PackagedProgram.at(home).with(sandbox.environment()).with("AWS_EC2_METADATA_DISABLED", "true");
    }

    @Test
    void itRenewsAndUsesTheSignIn() throws IOException, NoSuchAlgorithmException {
        Duration over = Duration.ofSeconds(-5);
        PackagedProgram program = signedIn(sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", over));

        Result who = program.run("getcallerid", "--profile", "p");
        assertEquals(0, who.exit(), who.err());
        assertTrue(who.out().contains("\"arn:aws:iam::111111111111:user/ann\""), who.out());
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));

        Result process = program.run("credential-process", "--profile", "p");
        assertTrue(
                process.out().matches("\\{\"Version\":1,\"AccessKeyId\":\"ASIA.*\"Expiration\":.*}\n"), process.err());
        Result child = program.run("run-as", "--profile", "p", "--env", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID");
        assertTrue(child.out().startsWith("ASIA"), child.err());
        assertEquals(1, sandbox.calls("CreateOAuth2Token"));
    }
}
