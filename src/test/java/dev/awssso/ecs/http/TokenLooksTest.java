package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.ReadTokenFile;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenLooksTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final InMemoryStore store = new InMemoryStore();
    private final TokenStore kept = new TokenStore(store, CLOCK);
    private final Tokens tokens = Tokens.load(kept, new Environment(Map.of(), OperatingSystem.LINUX), List.of());
    private final TokenLooks looks = new TokenLooks(tokens);

    @AfterEach
    void end() {
        looks.end();
    }

    private void looks(int times) {
        CompletableFuture.allOf(
                        IntStream.range(0, times).mapToObj(i -> looks.look()).toArray(CompletableFuture<?>[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aTokenThatWasMadeThisMomentIsKnownAfterALook() {
        kept.storeAdmin(BearerToken.generate(new SecureRandom()));
        BearerToken fresh = BearerToken.generate(new SecureRandom());
        kept.grant(fresh, new SlotName("dev"), null);
        String header = "Bearer " + fresh.secret().reveal();
        assertNull(tokens.book().open(header, CLOCK.instant()));

        looks(1);

        assertNotNull(tokens.book().open(header, CLOCK.instant()));
    }

    @Test
    @Rows("N10")
    void aThousandWrongTokensCostFewLooks() {
        int before = store.stamps.get();

        looks(1000);

        // The first begins at once; all who came after it share the next.
        assertTrue(store.stamps.get() - before <= 2, "looks: " + (store.stamps.get() - before));
    }

    @Test
    void aStoreThatCannotBeReadChangesNothing() {
        kept.storeAdmin(BearerToken.generate(new SecureRandom()));
        looks(1);
        store.entries.replaceAll((name, secret) -> Secret.of("no tokens"));
        store.changes++;

        looks(1);

        assertTrue(tokens.book().demandsToken());
    }

    @Test
    void aLookThatMeetsADefectIsNotTheLast() {
        store.failing = true;
        looks(1);
        store.failing = false;
        kept.storeAdmin(BearerToken.generate(new SecureRandom()));

        looks(1);

        assertTrue(tokens.book().demandsToken());
    }

    // 3.1
    @Test
    void aTokenFileThatIsWrittenAnewIsReadAnew(@TempDir Path directory) throws IOException {
        Path admin = Files.writeString(directory.resolve("admin"), "Bearer admin-token-0123456789-abcdefghijklmnop");
        Path reader = Files.writeString(directory.resolve("reader"), "first-token-0123456789-abcdefghijklmnop");
        Environment environment = new Environment(
                Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", admin.toString()), OperatingSystem.LINUX);
        Tokens filed = Tokens.load(kept, environment, List.of(new ReadTokenFile(SlotName.UNNAMED, reader)));

        Files.writeString(reader, "second-token-0123456789-abcdefghijklmnop");
        Files.writeString(directory.resolve("new"), "other-admin-0123456789-abcdefghijklmnop");
        Files.move(directory.resolve("new"), admin, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertTrue(filed.look());
        assertNull(filed.book().open("first-token-0123456789-abcdefghijklmnop", CLOCK.instant()));
        assertEquals(
                SlotName.UNNAMED,
                filed.book()
                        .open("second-token-0123456789-abcdefghijklmnop", CLOCK.instant())
                        .slot());
        assertNotNull(filed.book().open("other-admin-0123456789-abcdefghijklmnop", CLOCK.instant()));
    }

    // 3.1
    @Test
    void aTokenFileThatIsEmptyChangesNothingAndIsReportedOnce(@TempDir Path directory) throws IOException {
        Path reader = Files.writeString(directory.resolve("reader"), "first-token-0123456789-abcdefghijklmnop");
        Tokens filed = Tokens.load(
                kept,
                new Environment(Map.of(), OperatingSystem.LINUX),
                List.of(new ReadTokenFile(new SlotName("dev"), reader)));
        Files.writeString(reader, "");

        Assertions.assertThrows(Problem.LocalFile.class, filed::look);
        Assertions.assertFalse(filed.look());

        assertNotNull(filed.book().open("first-token-0123456789-abcdefghijklmnop", CLOCK.instant()));
    }

    /** Keeps secrets in memory, and counts how often it was looked at. */
    private static final class InMemoryStore implements SecretStore {

        private final Map<String, Secret> entries = new HashMap<>();
        private final AtomicInteger stamps = new AtomicInteger();
        private int changes;
        private volatile boolean failing;

        @Override
        public synchronized Optional<Secret> read(String entry) {
            return Optional.ofNullable(entries.get(entry));
        }

        @Override
        public synchronized void update(String entry, UnaryOperator<@Nullable Secret> change) {
            Secret changed = change.apply(entries.get(entry));
            if (changed == null) {
                entries.remove(entry);
            } else {
                entries.put(entry, changed);
            }
            changes++;
        }

        @Override
        public synchronized String changeStamp() {
            if (failing) {
                throw new IllegalStateException("a defect");
            }
            stamps.incrementAndGet();
            return String.valueOf(changes);
        }
    }
}
