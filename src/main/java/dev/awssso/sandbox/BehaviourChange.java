package dev.awssso.sandbox;

import java.util.List;

/** The members of a {@code behave} order, each optional; durations are seconds but for {@code latencyMillis}. */
final class BehaviourChange {

    static final List<String> MEMBERS = List.of(
            "approval",
            "approveAs",
            "pendingPolls",
            "interval",
            "strictInterval",
            "accessToken",
            "session",
            "registration",
            "deviceCode",
            "role",
            "callsPerSecond",
            "latencyMillis",
            "rotatesRefreshTokens",
            "startUrls",
            "canary");

    private BehaviourChange() {}

    static Behaviour apply(Behaviour old, Order order, Directory directory) {
        Behaviour changed =
                old.approval(approval(old.approval(), order, directory)).lifetimes(lifetimes(old.lifetimes(), order));
        if (order.has("startUrls")) {
            changed = changed.startUrls(order.texts("startUrls"));
        }
        return changed.callsPerSecond(order.optionalCount("callsPerSecond").orElse(old.callsPerSecond()))
                .latency(order.millis("latencyMillis").orElse(old.latency()))
                .rotatesRefreshTokens(order.flag("rotatesRefreshTokens", old.rotatesRefreshTokens()))
                .canary(order.optionalText("canary").orElse(old.canary()));
    }

    private static Approval approval(Approval old, Order order, Directory directory) {
        Approval changed = old.by(order.choice("approval", Approval.By.class).orElse(old.by()))
                .pendingPolls(order.optionalCount("pendingPolls").orElse(old.pendingPolls()))
                .interval(order.seconds("interval").orElse(old.interval()))
                .strictInterval(order.flag("strictInterval", old.strictInterval()));
        return order.optionalText("approveAs")
                .map(name -> changed.user(directory
                        .user(name)
                        .map(SandboxUser::name)
                        .orElseThrow(() -> order.wrong("approveAs", "a user of the directory"))))
                .orElse(changed);
    }

    private static Lifetimes lifetimes(Lifetimes old, Order order) {
        Lifetimes changed = old.session(order.seconds("session").orElse(old.session()))
                .registration(order.seconds("registration").orElse(old.registration()))
                .deviceCode(order.seconds("deviceCode").orElse(old.deviceCode()))
                .role(order.seconds("role").orElse(old.role()));
        return order.seconds("accessToken").map(changed::accessToken).orElse(changed);
    }
}
