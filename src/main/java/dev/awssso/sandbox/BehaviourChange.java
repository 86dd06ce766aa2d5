package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.Locale;

/** The members of a {@code behave} order, each optional; durations are seconds but for {@code latencyMillis}. */
final class BehaviourChange {

    private BehaviourChange() {}

    static Behaviour apply(Behaviour old, JsonObject order) {
        Behaviour changed = old.approval(approval(old.approval(), order)).lifetimes(lifetimes(old.lifetimes(), order));
        if (order.has("startUrls")) {
            changed = changed.startUrls(JsonMembers.strings(order, "startUrls"));
        }
        return changed.callsPerSecond(
                        order.integer("callsPerSecond").map(Math::toIntExact).orElse(old.callsPerSecond()))
                .latency(order.integer("latencyMillis").map(Duration::ofMillis).orElse(old.latency()))
                .rotatesRefreshTokens(flag(order, "rotatesRefreshTokens", old.rotatesRefreshTokens()))
                .canary(order.string("canary").orElse(old.canary()));
    }

    private static Approval approval(Approval old, JsonObject order) {
        return old.by(order.string("approval")
                        .map(text -> Approval.By.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(old.by()))
                .pendingPolls(
                        order.integer("pendingPolls").map(Math::toIntExact).orElse(old.pendingPolls()))
                .interval(seconds(order, "interval", old.interval()))
                .strictInterval(flag(order, "strictInterval", old.strictInterval()));
    }

    private static Lifetimes lifetimes(Lifetimes old, JsonObject order) {
        Lifetimes changed = old.session(seconds(order, "session", old.session()))
                .registration(seconds(order, "registration", old.registration()))
                .deviceCode(seconds(order, "deviceCode", old.deviceCode()))
                .role(seconds(order, "role", old.role()));
        return order.integer("accessToken")
                .map(Duration::ofSeconds)
                .map(changed::accessToken)
                .orElse(changed);
    }

    private static Duration seconds(JsonObject order, String name, Duration otherwise) {
        return order.integer(name).map(Duration::ofSeconds).orElse(otherwise);
    }

    private static boolean flag(JsonObject order, String name, boolean otherwise) {
        return order.value(name) instanceof Boolean given ? given : otherwise;
    }
}
