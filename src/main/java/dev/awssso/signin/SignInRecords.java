package dev.awssso.signin;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.FileStamp;
import dev.awssso.platform.PrivateFiles;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a refresh of this program from every other change of a token file. A refresh leaves a record beside the locks:
 *
 * <pre>
 * {"signIn": id, "since": time, "changedAt": time, "tokens": [SHA-256 of the access token before, and after]}
 * </pre>
 *
 * <p>A token that no record knows is a sign-in of its own; its id is the SHA-256 of its access token. A record that
 * cannot be written makes one sign-in look like two, which is the safe mistake.
 */
final class SignInRecords {

    private record Entry(String id, Instant since, Instant changedAt, List<String> tokens) {}

    private final Path tokens;
    private final Path records;

    /**
     * Records.
     *
     * @param tokens the directory of the token files
     * @param records the directory of the records
     */
    SignInRecords(Path tokens, Path records) {
        this.tokens = tokens;
        this.records = records;
    }

    /** The sign-in behind the token of this file. */
    SavedSignIn describe(Instance filed, TokenFile token) {
        Entry entry = entry(TokenName.of(filed), token);
        return new SavedSignIn(filed, entry.id(), entry.since());
    }

    /** Writes a refreshed token in place of the one it came from; under the lock of the file. */
    void refreshed(TokenName name, TokenFile before, TokenFile after, Runnable write) {
        Entry same = entry(name, before);
        List<String> both = List.of(digest(before), digest(after));
        // First the record: who reads the new token before it would take it for another person's.
        keep(name, new Entry(same.id(), same.since(), same.changedAt(), both));
        write.run();
        keep(name, new Entry(same.id(), same.since(), changedAt(name), both));
    }

    private Entry entry(TokenName name, TokenFile token) {
        String digest = digest(token);
        Instant changedAt = changedAt(name);
        Entry alone = new Entry(digest, changedAt, changedAt, List.of(digest));
        return read(name)
                .filter(known -> known.tokens().contains(digest))
                // The same token in a file that was put there again: others may have been used in between.
                .map(known -> known.changedAt().equals(changedAt)
                        ? known
                        : new Entry(known.id(), changedAt, changedAt, known.tokens()))
                .orElse(alone);
    }

    private static String digest(TokenFile token) {
        return RejectedTokens.sha256(token.access().value());
    }

    private Instant changedAt(TokenName name) {
        try {
            return FileStamp.changedAt(tokens.resolve(name.file()));
        } catch (IOException e) {
            // Gone meanwhile: nothing that is kept is older than this.
            return Instant.MAX;
        }
    }

    private Path file(TokenName name) {
        return records.resolve(name.file());
    }

    private void keep(TokenName name, Entry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("signIn", entry.id());
        members.put("since", entry.since().toString());
        members.put("changedAt", entry.changedAt().toString());
        members.put("tokens", entry.tokens());
        try {
            PrivateFiles.write(
                    file(name), JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.US_ASCII));
        } catch (Problem.LocalFile e) {
            // The token itself matters more.
        }
    }

    private Optional<Entry> read(TokenName name) {
        try {
            return PrivateFiles.read(file(name)).map(JsonObject::parse).flatMap(SignInRecords::parse);
        } catch (JsonException | DateTimeException | Problem.LocalFile e) {
            return Optional.empty();
        }
    }

    private static Optional<Entry> parse(JsonObject json) {
        List<String> digests =
                json.array("tokens").stream().map(String::valueOf).toList();
        return json.string("signIn").flatMap(id -> json.string("since").flatMap(since -> json.string("changedAt")
                .map(changed -> new Entry(id, Instant.parse(since), Instant.parse(changed), digests))));
    }
}
