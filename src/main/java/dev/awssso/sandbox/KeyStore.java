package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All access keys that are in the world, by their id. */
final class KeyStore implements Kept {

    private final SandboxState state;
    private final Map<String, Keys> byId = new HashMap<>();

    KeyStore(SandboxState state) {
        this.state = state;
    }

    /** Temporary keys. */
    synchronized Keys issue(Principal principal, Keys.Origin origin, boolean mfa, Duration lifetime) {
        Keys keys = new Keys(
                state.entropy().accessKeyId("ASIA", principal.account()),
                state.entropy().secretKey(),
                state.entropy().sessionToken(),
                principal,
                origin,
                mfa,
                // STS and the portal tell whole seconds.
                state.clock().instant().plus(lifetime).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        byId.put(keys.accessKeyId(), keys);
        return keys;
    }

    /** Long-term keys of a user or of the root user. */
    synchronized Keys issueLongTerm(Principal principal, Keys.Origin origin) {
        Keys keys = new Keys(
                state.entropy().accessKeyId("AKIA", principal.account()),
                state.entropy().secretKey(),
                null,
                principal,
                origin,
                false,
                null);
        byId.put(keys.accessKeyId(), keys);
        return keys;
    }

    synchronized Optional<Keys> find(String accessKeyId) {
        return Optional.ofNullable(byId.get(accessKeyId));
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public synchronized JsonObject snapshot() {
        List<JsonObject> keys = byId.values().stream()
                .filter(one -> !one.expired(state.clock().instant()))
                .map(Keys::snapshot)
                .toList();
        return JsonObject.empty().with("keys", keys);
    }

    @Override
    public synchronized void restore(JsonObject kept) {
        byId.clear();
        for (JsonObject one : JsonMembers.objects(kept, "keys")) {
            Keys keys = Keys.of(one);
            byId.put(keys.accessKeyId(), keys);
        }
    }

    /** Withdraws all keys, as if their users and roles had been deleted. */
    synchronized void withdrawAll() {
        byId.clear();
    }
}
