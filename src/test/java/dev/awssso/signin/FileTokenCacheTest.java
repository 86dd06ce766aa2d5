package dev.awssso.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokenCacheTest {

    private static final String URL = "https://d-987654321d.awsapps.com/start";

    @TempDir
    Path home;

    private final List<String> notes = new ArrayList<>();
    private Path directory;
    private FileTokenCache cache;

    @BeforeEach
    void open() {
        directory = home.resolve("cache");
        cache = new FileTokenCache(directory, pause -> {}, notes::add);
    }

    // Computed by the rules of botocore and the AWS CLI.
    @ParameterizedTest
    @CsvSource({
        "my-sso,                                   0ad374308c5a4e22f723adf10145eafad7c4031c",
        "https://d-987654321d.awsapps.com/start,   d588497deefd2b68f6c2528c2a04275dbd702053",
        "https://d-987654321d.awsapps.com/start/,  865d58972e7c05444de88a01de32f59322bc3142",
        "https://d-987654321d.awsapps.com/start#/, 40d563c0be7b835f086c2ea136517a6dadce73f8",
    })
    void filesAreNamedAsInTheAwsCli(String hashed, String hex) {
        assertEquals(hex + ".json", TokenName.of(hashed).file());
    }

    @Test
    void writesTheBytesOfTheAwsCli() throws IOException {
        cache.write(TokenName.of("my-sso"), TestTokens.of(URL, "us-east-1"));

        assertEquals(
                "{\"startUrl\": \"" + URL + "\", \"region\": \"us-east-1\", \"accessToken\": \"access\","
                        + " \"expiresAt\": \"2026-11-21T09:49:32Z\", \"clientId\": \"client\","
                        + " \"clientSecret\": \"proof\", \"registrationExpiresAt\": \"2027-02-19T01:49:32Z\","
                        + " \"refreshToken\": \"refresh\"}",
                Files.readString(directory.resolve("0ad374308c5a4e22f723adf10145eafad7c4031c.json")));
    }

    @Test
    void keepsMembersOfOtherTools() throws IOException {
        TokenName name = TokenName.of("my-sso");
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(name.file()),
                "{\"receivedAt\": \"x\", \"accessToken\": \"a\", \"expiresAt\": \"2026-11-21T09:49:32UTC\","
                        + " \"n\\u00e4me\": [1, {\"deep\": null}]}");

        cache.write(name, cache.read(name).orElseThrow());

        assertEquals(
                "{\"accessToken\": \"a\", \"expiresAt\": \"2026-11-21T09:49:32Z\", \"receivedAt\": \"x\","
                        + " \"n\\u00e4me\": [1, {\"deep\": null}]}",
                Files.readString(directory.resolve(name.file())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T09:49:32Z",
                "2026-11-21T09:49:32.123456Z",
                "2026-11-21T10:49:32+01:00",
                "2026-11-21T09:49:32UTC",
                "2026-11-21T09:49:32+0000"
            })
    void readsEveryTimestampThatToolsHaveWritten(String expiresAt) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve(TokenName.of("x").file()),
                "{\"accessToken\":\"a\",\"expiresAt\":\"" + expiresAt + "\"}");

        Instant end = cache.read(TokenName.of("x")).orElseThrow().access().expiresAt();

        assertEquals(TestTokens.END.getEpochSecond(), end.getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expiresAt\":\"2026-11-21T09:49:32Z\"}",
                "{\"accessToken\":\"a\"}",
                "{\"accessToken\":\"a\",\"expiresAt\":\"soon\"}",
                "{\"accessToken\":7,\"expiresAt\":\"2026-11-21T09:49:32Z\"}",
                "{}",
            })
    void fileWithoutWhatMattersIsNoToken(String content) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(TokenName.of("x").file()), content);

        assertTrue(cache.read(TokenName.of("x")).isEmpty());
        assertEquals(List.of(), notes);
    }

    @Test
    void brokenFileIsToldAndLeftAlone() throws IOException {
        Path file = directory.resolve(TokenName.of("x").file());
        Files.createDirectories(directory);
        Files.writeString(file, "{\"accessToken\": \"SECRET");

        assertTrue(cache.read(TokenName.of("x")).isEmpty());
        assertEquals(1, notes.size());
        assertFalse(notes.get(0).contains("SECRET"));
        assertEquals("{\"accessToken\": \"SECRET", Files.readString(file));
    }

    // The SDK for Java truncates the file before it writes it.
    @Test
    void looksAgainWhileAnotherToolIsWriting() throws IOException {
        Path file = directory.resolve(TokenName.of("x").file());
        Files.createDirectories(directory);
        Files.writeString(file, "");
        List<Integer> pauses = new ArrayList<>();
        FileTokenCache patient = new FileTokenCache(
                directory,
                pause -> {
                    pauses.add((int) pause.toMillis());
                    if (pauses.size() == 2) {
                        write(file, "{\"accessToken\":\"a\",\"expiresAt\":\"2026-11-21T09:49:32Z\"}");
                    }
                },
                notes::add);

        assertTrue(patient.read(TokenName.of("x")).isPresent());
        assertEquals(List.of(50, 50), pauses);
        assertEquals(List.of(), notes);
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void unreadableFileIsAProblemAndNotAnAbsentToken() throws IOException {
        Files.createDirectories(directory.resolve(TokenName.of("x").file()));

        assertThrows(Problem.LocalFile.class, () -> cache.read(TokenName.of("x")));
    }

    @Test
    void listsTokensButNotRegistrationsNorLocks() throws IOException {
        cache.write(TokenName.of("my-sso"), TestTokens.of(URL, "us-east-1"));
        Files.writeString(directory.resolve("852031a98845fa76c8e5994a850b8de84388d8b4.json"), "{\"clientId\":\"x\"}");
        Files.writeString(directory.resolve(".hidden.json"), "{\"accessToken\":\"x\"}");
        cache.locked(TokenName.of("my-sso"), java.time.Duration.ofSeconds(1), () -> "");

        assertEquals(List.of(TokenName.of("my-sso")), cache.names());
    }

    @Test
    void tokensDoNotPrint() {
        String printed = TestTokens.of(URL, "us-east-1").toString();

        for (String secret : List.of("=access", "=proof", "=refresh")) {
            assertFalse(printed.contains(secret + ",") || printed.contains(secret + "]"), printed);
        }
    }
}
