package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import dev.awssso.platform.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a server from starting; each is said in one line before anything listens. */
class EcsRunCommandTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8-encrypted.key, rsa.crt, the key is encrypted",
        "rsa-pkcs1-encrypted.key, rsa.crt, the key is encrypted",
        "rsa.crt, rsa.crt, it contains no private key",
        "rsa-pkcs8.key, rsa-pkcs8.key, it contains no certificate",
        "rsa-pkcs8.key, ec.crt, does not belong",
        "rsa-pkcs1.key, ec.crt, key is damaged"
    })
    void filesThatCannotBeUsedAreSaidInOneLine(String key, String certificate, String why) throws IOException {
        refused(run(file(key), file(certificate)), why);
    }

    @Rows("N15")
    @Test
    void aKeyThatTheGroupCanReadIsRefused() throws IOException {
        Path key = file("ec-pkcs8.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        refused(run(key, file("ec.crt")), "other users can read it");
    }

    @Test
    void aKeyOfAnotherUserIsRefused() throws IOException {
        assumeTrue(UserId.effective().orElse(-1) == 0, "only root can make a file another user's");
        Path key = file("ec-pkcs8.key");
        Files.setAttribute(key, "unix:uid", 65534);
        refused(run(key, file("ec.crt")), "it belongs to another user");

        Path link = Files.createSymbolicLink(home.resolve("link"), key);
        refused(run(link, file("ec.crt")), "it is a link to another user's file");
    }

    @Test
    void anExpiredCertificateIsRefused() throws IOException {
        Instant later = Instant.parse("2200-01-01T00:00:00Z");
        Cli.Result named = Cli.at(home).clock(() -> later).run(words(file("ec-sec1.key"), file("ec.crt")));
        refused(named, "the certificate has expired");

        assertEquals(0, Cli.at(home).run("ecs", "ssl", "--generate").exit());
        Cli.Result stored = Cli.at(home).clock(() -> later).run("ecs", "run", "--port", "0");
        refused(stored, "the certificate has expired");
        assertTrue(stored.err().contains("try: aws-sso ecs ssl --generate"), stored.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--ssl --no-ssl, --no-ssl cannot be used together with --ssl",
        "--no-ssl --private-key f --cert-chain f, --no-ssl cannot be used together with --private-key",
        "--private-key f, --cert-chain is required with --private-key",
        "--cert-chain f, --private-key is required with --cert-chain"
    })
    void badCombinationsAreUsageErrors(String words, String why) {
        refused(Cli.at(home).run(("ecs run --port 0 " + words).split(" ", -1)), why);
    }

    private static void refused(Cli.Result result, String why) {
        assertEquals(2, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains(why), result.err());
        assertTrue(result.err().startsWith("aws-sso: "), result.err());
        assertTrue(result.err().lines().count() <= 2, result.err());
    }

    private Cli.Result run(Path key, Path chain) {
        return Cli.at(home).run(words(key, chain));
    }

    private static String[] words(Path key, Path chain) {
        return new String[] {
            "ecs", "run", "--port", "0", "--private-key", key.toString(), "--cert-chain", chain.toString()
        };
    }

    private Path file(String name) throws IOException {
        Path file = home.resolve(name);
        try (InputStream in = getClass().getResourceAsStream("/tls/" + name)) {
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
