package dev.awssso.ecs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.Tokens;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenLooksTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final InMemoryStore store = new InMemoryStore();
    private final TokenStore kept = new TokenStore(store, CLOCK);
    private final Tokens tokens = Tokens.load(kept, new Environment(Map.of(), OperatingSystem.LINUX), List.of());
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final TokenLooks looks = new TokenLooks(tokens, vertx, disk);

    @AfterEach
    void end() {
        vertx.close();
        disk.shutdownNow();
    }

    private CompletableFuture<Void> looks(int times) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(ignored -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(looks.look());
            }
            Future.all(all).onSuccess(every -> done.complete(null));
        });
        return done.orTimeout(20, TimeUnit.SECONDS);
    }

    @Test
    void aTokenThatWasMadeThisMomentIsKnownAfterALook() {
        kept.storeAdmin(BearerToken.generate(new SecureRandom()));
        BearerToken fresh = BearerToken.generate(new SecureRandom());
        kept.grant(fresh, new SlotName("dev"), null);
        String header = "Bearer " + fresh.secret().reveal();
        assertNull(tokens.book().open(header, CLOCK.instant()));

        looks(1).join();

        assertNotNull(tokens.book().open(header, CLOCK.instant()));
    }

    @Rows("N10")
    @Test
    void aThousandWrongTokensCostTwoLooks() {
        int before = store.stamps.get();

        looks(1000).join();

        // The first begins at once; all who came after it share the next.
        assertEquals(2, store.stamps.get() - before);
    }

    @Test
    void aStoreThatCannotBeReadChangesNothing() {
        kept.storeAdmin(BearerToken.generate(new SecureRandom()));
        looks(1).join();
        store.entries.replaceAll((name, secret) -> Secret.of("no tokens"));
        store.changes++;

        looks(1).join();

        assertTrue(tokens.book().demandsToken());
    }

    /** Keeps secrets in memory, and counts how often it was looked at. */
    private static final class InMemoryStore implements SecretStore {

        private final Map<String, Secret> entries = new HashMap<>();
        private final AtomicInteger stamps = new AtomicInteger();
        private int changes;

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
            stamps.incrementAndGet();
            return String.valueOf(changes);
        }
    }
}
