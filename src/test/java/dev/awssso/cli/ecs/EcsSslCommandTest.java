package dev.awssso.cli.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.Rows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsSslCommandTest {

    @TempDir
    Path home;

    @Test
    void generatesACertificateForLoopbackAlone() throws Exception {
        Instant now = Instant.parse("2026-03-01T16:00:00Z");
        Cli.Result result = Cli.at(home).clock(() -> now).run("ecs", "ssl", "--generate");

        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("AWS CLI and boto3 cannot use a self-signed certificate"), result.err());
        X509Certificate certificate = printed();
        certificate.verify(certificate.getPublicKey());
        assertEquals(-1, certificate.getBasicConstraints(), "no authority");
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(
                List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1))
                        .toList());
        assertEquals(now.plus(Duration.ofDays(365)), certificate.getNotAfter().toInstant());
        assertEquals(3, certificate.getVersion());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8.key, rsa.crt",
        "rsa-pkcs1.key, rsa.crt",
        "ec-pkcs8.key, ec.crt",
        "ec-sec1.key, ec.crt",
        "ed25519.key, ed25519.crt"
    })
    @Rows("R26")
    void takesKeysInTheUsualForms(String key, String certificate) throws Exception {
        Cli.Result result = store(file(key), file(certificate));

        assertEquals(0, result.exit(), result.err());
        assertEquals("CN=localhost", printed().getSubjectX500Principal().getName());
        assertFalse(run("--print").out().contains("PRIVATE"), "the key is never printed");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8-encrypted.key, rsa.crt, the key is encrypted",
        "rsa-pkcs1-encrypted.key, rsa.crt, the key is encrypted",
        "rsa.crt, rsa.crt, it contains no private key",
        "rsa-pkcs8.key, rsa-pkcs8.key, it contains no certificate",
        "rsa-pkcs8.key, ec.crt, does not belong",
        "ec-pkcs8.key, rsa.crt, does not belong",
        "rsa-pkcs1.key, ec.crt, key is damaged"
    })
    @Rows("R26")
    void saysInOneLineWhatIsWrong(String key, String certificate, String why) throws Exception {
        refused(store(file(key), file(certificate)), why);
    }

    @ParameterizedTest
    @CsvSource({"2200-01-01T00:00:00Z, has expired", "2020-01-01T00:00:00Z, not valid yet"})
    void aCertificateOfAnotherTimeIsRefused(Instant now, String why) throws Exception {
        String[] words = {
            "ecs",
            "ssl",
            "--private-key",
            file("ec-sec1.key").toString(),
            "--cert-chain",
            file("ec.crt").toString()
        };
        refused(Cli.at(home).clock(() -> now).run(words), why);
    }

    @Rows("R26")
    @Test
    void garbageIsOneLineToo() throws Exception {
        Path garbage = privately("garbage", "-----BEGIN PRIVATE KEY-----\nnot base64 !\n-----END PRIVATE KEY-----\n");
        refused(store(garbage, file("rsa.crt")), "key is damaged");
        Path noise = privately("noise", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        refused(store(noise, file("ec.crt")), "key is damaged");
        Path broken = privately("broken", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        refused(store(file("rsa-pkcs8.key"), broken), "certificate is damaged");
        refused(store(home.resolve("missing"), file("rsa.crt")), "the file does not exist");
        refused(store(home, file("rsa.crt")), "cannot use");
        refused(store(file("rsa-pkcs8.key"), privately("empty", "")), "no certificate");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws Exception {
        Path key = file("ec-pkcs8.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Cli.Result result = store(key, file("ec.crt"));

        refused(result, "other users can read it");
        assertTrue(result.err().contains("try: chmod 600 " + key), result.err());
    }

    @Rows("R27")
    @Test
    void noOtherFileEverHoldsTheKey() throws Exception {
        assertEquals(0, run("--generate").exit());

        try (var files = Files.walk(home)) {
            assertEquals(
                    List.of(".secrets.lock", "secrets.json"),
                    files.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void forgetsItWhenAsked() {
        run("--generate");

        assertEquals(0, run("--delete").exit());
        assertEquals(5, run("--print").exit());
    }

    @ParameterizedTest
    @CsvSource({"''", "--generate --delete", "--private-key f", "--cert-chain f", "--print --generate"})
    void badCombinationsAreUsageErrors(String words) {
        assertEquals(
                2, run(words.isEmpty() ? new String[0] : words.split(" ", -1)).exit());
    }

    private void refused(Cli.Result result, String why) {
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.err().contains(why), result.err());
        assertTrue(result.err().startsWith("aws-sso: "), result.err());
        assertEquals(5, run("--print").exit(), "nothing was stored");
    }

    private Cli.Result store(Path key, Path chain) {
        return run("--private-key", key.toString(), "--cert-chain", chain.toString());
    }

    private X509Certificate printed() throws Exception {
        String pem = run("--print").out();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private Path file(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/tls/" + name)) {
            return privately(name, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private Path privately(String name, String content) throws IOException {
        Path file = Files.writeString(home.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Cli.Result run(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "ecs";
        all[1] = "ssl";
        System.arraycopy(words, 0, all, 2, words.length);
        return Cli.at(home).run(all);
    }
}
