package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The device flow of RFC 8628: codes that a person approves on a page while a program polls. */
final class DeviceGrants {

    private final SandboxState state;
    private final Map<String, DeviceGrant> byDeviceCode = new HashMap<>();

    DeviceGrants(SandboxState state) {
        this.state = state;
    }

    /** StartDeviceAuthorization. */
    synchronized JsonObject start(JsonObject request) {
        Registration client = state.registrations().authenticate(request);
        requireDeviceGrant(client);
        state.requireStartUrl(JsonMembers.required(request, "startUrl"));
        Behaviour behaviour = state.behaviour();
        String deviceCode = state.entropy().secret("", 64);
        DeviceGrant grant = new DeviceGrant(
                client,
                state.entropy().userCode(),
                state.entropy().name(16),
                state.clock().instant().plus(behaviour.lifetimes().deviceCode()),
                behaviour.approval().interval());
        byDeviceCode.put(deviceCode, grant);
        String page = state.origin() + "/device";
        JsonObject answer = JsonObject.empty()
                .with("deviceCode", deviceCode)
                .with("userCode", grant.userCode())
                .with("verificationUri", page)
                .with("verificationUriComplete", page + "?user_code=" + grant.userCode())
                .with("expiresIn", behaviour.lifetimes().deviceCode().toSeconds());
        long interval = behaviour.approval().interval().toSeconds();
        // RFC 8628 3.2: without one it is five seconds.
        return interval == 0 ? answer : answer.with("interval", interval);
    }

    private static void requireDeviceGrant(Registration client) {
        if (!client.grants().contains(Registration.DEVICE_CODE)) {
            throw OidcError.UNAUTHORIZED_CLIENT.refusal("The client is not registered for the device grant");
        }
    }

    /** CreateToken with a device code. */
    synchronized JsonObject poll(Registration client, String deviceCode) {
        requireDeviceGrant(client);
        DeviceGrant grant = byDeviceCode.get(deviceCode);
        if (grant == null || !grant.client().clientId().equals(client.clientId())) {
            throw OidcError.INVALID_GRANT.refusal("Invalid device code provided");
        }
        Instant now = state.clock().instant();
        if (!now.isBefore(grant.expiresAt())) {
            throw OidcError.EXPIRED_TOKEN.refusal("Device code is expired");
        }
        if (!grant.poll(now, state.behaviour().approval().strictInterval())) {
            throw OidcError.SLOW_DOWN.refusal("Polling too fast");
        }
        decideAutomatically(grant);
        switch (grant.decision()) {
            case OPEN -> throw OidcError.AUTHORIZATION_PENDING.refusal("Authorization is still pending");
            case DENIED -> throw OidcError.ACCESS_DENIED.refusal("The person denied the request");
            case SPENT -> throw OidcError.INVALID_GRANT.refusal("Device code was used before");
            case APPROVED -> grant.decide(DeviceGrant.Decision.SPENT);
        }
        return state.sessions().begin(client, grant.user());
    }

    private void decideAutomatically(DeviceGrant grant) {
        Approval approval = state.behaviour().approval();
        if (grant.decision() != DeviceGrant.Decision.OPEN || grant.polls() <= approval.pendingPolls()) {
            return;
        }
        switch (approval.by()) {
            case PERSON -> {}
            case ALWAYS -> grant.approve(state.approver());
            case NEVER -> grant.decide(DeviceGrant.Decision.DENIED);
        }
    }

    /** The code that a person types, in any case and with any or no dash, while it can be decided. */
    synchronized Optional<DeviceGrant> open(String userCode) {
        String typed = normal(userCode);
        Instant now = state.clock().instant();
        return byDeviceCode.values().stream()
                .filter(grant -> normal(grant.userCode()).equals(typed))
                .filter(grant -> grant.decision() == DeviceGrant.Decision.OPEN && now.isBefore(grant.expiresAt()))
                .findFirst();
    }

    private static String normal(String userCode) {
        return userCode.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    /** It is this person who signs in with a code; false when there is no such open code. */
    synchronized boolean approve(String userCode, String user) {
        Optional<DeviceGrant> grant = open(userCode);
        grant.ifPresent(found -> found.approve(user));
        return grant.isPresent();
    }

    /** Denies a code; false when there is no such open one. */
    synchronized boolean deny(String userCode) {
        Optional<DeviceGrant> grant = open(userCode);
        grant.ifPresent(found -> found.decide(DeviceGrant.Decision.DENIED));
        return grant.isPresent();
    }

    /** Those that wait for a person, by user code. */
    synchronized List<DeviceGrant> waiting() {
        Instant now = state.clock().instant();
        return byDeviceCode.values().stream()
                .filter(grant -> grant.decision() == DeviceGrant.Decision.OPEN && now.isBefore(grant.expiresAt()))
                .sorted(Comparator.comparing(DeviceGrant::userCode))
                .toList();
    }
}
