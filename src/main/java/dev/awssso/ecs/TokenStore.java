package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open the credentials server, kept in the secret store: one admin token, and read tokens each bound
 * to one slot. Read tokens rest in clear there, beside the stronger admin token, so that {@code ecs env} can print the
 * same one again; a server loads their hashes alone.
 */
public final class TokenStore {

    private static final String ENTRY = "ecs-tokens";

    private final SecretStore store;
    private final InstantSource clock;

    public TokenStore(SecretStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a server needs: the admin token, null when there is none, and the read tokens that are still valid. */
    public record Snapshot(@Nullable BearerToken admin, List<ReadToken> readTokens) {}

    /** One consistent look at all tokens. A {@link Problem.LocalFile} when the store cannot be read. */
    public Snapshot read() {
        Entry entry = Entry.of(store.read(ENTRY).orElse(null));
        return new Snapshot(
                entry.admin(),
                entry.valid(clock.instant()).stream().map(Kept::known).toList());
    }

    /** A text that differs after every change of any token; cheap enough to look every second. */
    public String changeStamp() {
        return store.changeStamp();
    }

    /** Stores the admin token in place of the one before. */
    public void storeAdmin(BearerToken token) {
        change(entry -> new Entry(token, entry.kept()));
    }

    /** Removes the admin token; true when there was one. Read tokens stay for the next one. */
    public boolean deleteAdmin() {
        AtomicBoolean found = new AtomicBoolean();
        change(entry -> {
            found.set(entry.admin() != null);
            return new Entry(null, entry.kept());
        });
        return found.get();
    }

    /**
     * Lets a token read one slot. A {@link Problem.Usage} when there is no admin token.
     *
     * @param token a fresh one
     * @param lifetime how long it works; null for until it is revoked
     */
    public void grant(BearerToken token, SlotName slot, @Nullable Duration lifetime) {
        Instant end = lifetime == null ? null : clock.instant().plus(lifetime);
        change(entry -> {
            if (entry.admin() == null) {
                throw new Problem.Usage(
                        "a read token needs a bearer token of the server first",
                        null,
                        "aws-sso ecs bearer-token --generate");
            }
            return entry.plus(new Kept(new ReadToken(slot, token.hash(), end), token), clock.instant());
        });
    }

    /** A stored read token of exactly this slot that works until it is revoked. */
    public Optional<BearerToken> lasting(SlotName slot) {
        return Entry.of(store.read(ENTRY).orElse(null)).kept().stream()
                .filter(kept -> kept.known().slot().equals(slot) && kept.known().expiresAt() == null)
                .map(Kept::token)
                .findFirst();
    }

    /** Ends the read token with this id; false when there is none. */
    public boolean revoke(String id) {
        AtomicBoolean found = new AtomicBoolean();
        change(entry -> {
            List<Kept> rest = new ArrayList<>(entry.kept());
            found.set(rest.removeIf(kept -> kept.known().id().equals(id)));
            return new Entry(entry.admin(), rest);
        });
        return found.get();
    }

    private void change(UnaryOperator<Entry> change) {
        store.update(ENTRY, secret -> change.apply(Entry.of(secret)).write());
    }

    /** A read token with its secret. */
    private record Kept(ReadToken known, BearerToken token) {

        static Kept of(JsonObject item) {
            BearerToken token = BearerToken.parse(item.string("Secret").orElseThrow(Entry::unreadable));
            Instant end = item.string("Expires")
                    .map(text -> Timestamps.parse(text).orElseThrow(Entry::unreadable))
                    .orElse(null);
            SlotName slot = item.string("Slot")
                    .filter(SlotName::valid)
                    .map(SlotName::new)
                    .orElseThrow(Entry::unreadable);
            return new Kept(new ReadToken(slot, token.hash(), end), token);
        }

        JsonObject write() {
            JsonObject item = JsonObject.empty()
                    .with("Slot", known.slot().text())
                    .with("Secret", token.secret().reveal());
            Instant end = known.expiresAt();
            return end == null ? item : item.with("Expires", Timestamps.format(end));
        }
    }

    /** The entry of the secret store: {@code {"Admin":"…","Read":[{"Slot":"dev","Secret":"…","Expires":"…"}]}}. */
    private record Entry(@Nullable BearerToken admin, List<Kept> kept) {

        static Entry of(@Nullable Secret secret) {
            if (secret == null) {
                return new Entry(null, List.of());
            }
            try {
                JsonObject entry = JsonObject.parse(secret.reveal());
                boolean whole = (!entry.has("Admin") || entry.string("Admin").isPresent())
                        && entry.value("Read") instanceof List<?>;
                if (!whole) {
                    // A token that is there and not readable must never look like no token.
                    throw unreadable();
                }
                List<Kept> kept = new ArrayList<>();
                for (Object item : entry.array("Read")) {
                    kept.add(Kept.of(item instanceof JsonObject object ? object : JsonObject.empty()));
                }
                return new Entry(entry.string("Admin").map(BearerToken::parse).orElse(null), kept);
            } catch (JsonException | Problem.Usage e) {
                throw unreadable();
            }
        }

        static Problem unreadable() {
            return new Problem.LocalFile(
                    "cannot read the tokens in the secret store",
                    "they are not in the form that aws-sso writes",
                    "move the store away, then: aws-sso ecs bearer-token --generate",
                    null);
        }

        List<Kept> valid(Instant now) {
            return kept.stream().filter(token -> token.known().validAt(now)).toList();
        }

        Entry plus(Kept token, Instant now) {
            List<Kept> more = new ArrayList<>(valid(now));
            more.add(token);
            return new Entry(admin, more);
        }

        @Nullable
        Secret write() {
            if (admin == null && kept.isEmpty()) {
                return null;
            }
            JsonObject entry = JsonObject.empty();
            if (admin != null) {
                entry = entry.with("Admin", admin.secret().reveal());
            }
            entry = entry.with("Read", kept.stream().map(Kept::write).toList());
            return Secret.of(JsonStyle.COMPACT.write(entry));
        }
    }
}
