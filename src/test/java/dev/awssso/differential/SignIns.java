package dev.awssso.differential;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The token files of a home: who has signed in under which name. */
final class SignIns {

    static final String PERSON = "ima.user@example.com";
    static final String OTHER = "other.user@example.com";

    /** What a token file holds. */
    enum State {
        VALID,
        /** Of another person. */
        OF_SOMEBODY_ELSE,
        EXPIRED,
        BROKEN,
        ABSENT
    }

    /**
     * The access tokens of two people.
     *
     * @param person of {@link #PERSON}
     * @param other of {@link #OTHER}
     */
    record Tokens(String person, String other) {}

    private final Path directory;
    private final Tokens tokens;
    private final Map<String, State> states = new HashMap<>();

    SignIns(Path home, Tokens tokens) {
        this.directory = home.resolve(".aws/sso/cache");
        this.tokens = tokens;
    }

    State of(String name) {
        return states.getOrDefault(name, State.ABSENT);
    }

    /** Writes the file of a session or start URL. */
    void put(String name, String startUrl, String region, State state) {
        states.put(name, state);
        if (state == State.ABSENT) {
            return;
        }
        JsonObject document = JsonObject.empty()
                .with("startUrl", startUrl)
                .with("region", region)
                .with("accessToken", state == State.OF_SOMEBODY_ELSE ? tokens.other() : tokens.person())
                .with("expiresAt", state == State.EXPIRED ? "2020-01-01T00:00:00Z" : "2099-01-01T00:00:00Z");
        String text = JsonStyle.COMPACT.write(document);
        write(directory.resolve(hex("SHA-1", name) + ".json"), state == State.BROKEN ? text.substring(5) : text);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String hex(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    /** The states of a sign-in, the good one most often. */
    static final List<State> STATES = List.of(
            State.VALID,
            State.VALID,
            State.VALID,
            State.VALID,
            State.OF_SOMEBODY_ELSE,
            State.EXPIRED,
            State.BROKEN,
            State.ABSENT);
}
