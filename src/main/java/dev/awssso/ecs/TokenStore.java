package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

    /** What a read token was made for; the tokens of one use are not returned for another. */
    public enum Use {
        /** A person asked for it. */
        ANY("", null, Duration.ZERO),
        /** The shell of this machine, by {@code ecs env}. */
        SHELL("shell", null, Duration.ZERO),
        /** A shell on another host, by {@code ecs env --ssh}. */
        REMOTE_SHELL("ssh", Duration.ofHours(12), Duration.ofHours(6));

        private final String text;
        private final @Nullable Duration lifetime;
        private final Duration shortestRest;

        Use(String text, @Nullable Duration lifetime, Duration shortestRest) {
            this.text = text;
            this.lifetime = lifetime;
            this.shortestRest = shortestRest;
        }

        static Use of(String text) {
            return Stream.of(values())
                    .filter(use -> use.text.equals(text))
                    .findFirst()
                    .orElse(ANY);
        }
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

    /**
     * What a deletion removed.
     *
     * @param admin whether there was an admin token
     * @param readTokens how many read tokens went with it
     */
    public record Removed(boolean admin, int readTokens) {}

    /** Removes the admin token, and the read tokens with it: without an admin token they open nothing. */
    public Removed deleteAdmin() {
        AtomicReference<Removed> removed = new AtomicReference<>(new Removed(false, 0));
        change(entry -> {
            removed.set(new Removed(
                    entry.admin() != null, entry.valid(clock.instant()).size()));
            return new Entry(null, List.of());
        });
        return Objects.requireNonNull(removed.get());
    }

    /**
     * Lets a token read one slot. A {@link Problem.Usage} when there is no admin token.
     *
     * @param token a fresh one
     * @param slot {@link SlotName#UNNAMED} for the default slot
     * @param lifetime how long it works; null for until it is revoked
     */
    public void grant(BearerToken token, SlotName slot, @Nullable Duration lifetime) {
        change(entry -> entry.plus(kept(Use.ANY, token, slot, lifetime), clock.instant()));
    }

    /**
     * The read token that was made for this use of exactly this slot before, when it is valid for long enough; else the
     * fresh one, which is stored. A {@link Problem.Usage} when there is no admin token.
     *
     * @param slot {@link SlotName#UNNAMED} for the default slot
     * @param fresh makes a token
     */
    public BearerToken reuse(Use use, SlotName slot, Supplier<BearerToken> fresh) {
        Optional<BearerToken> present = Entry.of(store.read(ENTRY).orElse(null)).usable(use, slot, clock.instant());
        if (present.isPresent()) {
            return present.get();
        }
        AtomicReference<@Nullable BearerToken> chosen = new AtomicReference<>();
        change(entry -> {
            // Looked at again under the lock: two commands at once leave one token.
            BearerToken madeMeanwhile = entry.usable(use, slot, clock.instant()).orElse(null);
            chosen.set(madeMeanwhile == null ? fresh.get() : madeMeanwhile);
            return madeMeanwhile == null
                    ? entry.plus(kept(use, Objects.requireNonNull(chosen.get()), slot, use.lifetime), clock.instant())
                    : entry;
        });
        return Objects.requireNonNull(chosen.get());
    }

    private Kept kept(Use use, BearerToken token, SlotName slot, @Nullable Duration lifetime) {
        Instant end = lifetime == null ? null : clock.instant().plus(lifetime);
        return new Kept(new ReadToken(slot, token.hash(), end), token, use);
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
    private record Kept(ReadToken known, BearerToken token, Use use) {

        static Kept of(JsonObject item) {
            BearerToken token = BearerToken.parse(item.string("Secret").orElseThrow(Entry::unreadable));
            Instant end = item.string("Expires")
                    .map(text -> Timestamps.parse(text).orElseThrow(Entry::unreadable))
                    .orElse(null);
            SlotName slot = item.string("Slot")
                    .filter(text -> text.isEmpty() || SlotName.valid(text))
                    .map(SlotName::new)
                    .orElseThrow(Entry::unreadable);
            return new Kept(
                    new ReadToken(slot, token.hash(), end),
                    token,
                    Use.of(item.string("Use").orElse("")));
        }

        JsonObject write() {
            JsonObject item = JsonObject.empty()
                    .with("Slot", known.slot().text())
                    .with("Secret", token.secret().reveal());
            if (use != Use.ANY) {
                item = item.with("Use", use.text);
            }
            Instant end = known.expiresAt();
            return end == null ? item : item.with("Expires", Timestamps.format(end));
        }
    }

    /**
     * The entry of the secret store: {@code {"Admin":"…","Read":[{"Slot":"dev","Secret":"…","Expires":"…"}]}}, where
     * the default slot is {@code ""}.
     */
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
                    "their format is not valid; move the store to another place, then run: aws-sso ecs bearer-token --generate",
                    null,
                    null);
        }

        List<Kept> valid(Instant now) {
            return kept.stream().filter(token -> token.known().validAt(now)).toList();
        }

        Optional<BearerToken> usable(Use use, SlotName slot, Instant now) {
            return valid(now.plus(use.shortestRest)).stream()
                    .filter(kept -> kept.use() == use && kept.known().slot().equals(slot))
                    .map(Kept::token)
                    .reduce((older, newer) -> newer);
        }

        Entry plus(Kept token, Instant now) {
            if (admin == null) {
                throw new Problem.Usage(
                        "a read token requires a bearer token of the server",
                        null,
                        ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate"));
            }
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
