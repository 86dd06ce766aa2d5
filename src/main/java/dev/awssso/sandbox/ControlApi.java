package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The controls over HTTP, for those outside the process: {@code GET /sandbox/control} tells what is, {@code GET
 * /sandbox/control/calls} what was called, {@code POST /sandbox/control} with {@code {"do":"…"}} changes something.
 * Only with the key in the header {@code x-sandbox-key}.
 */
final class ControlApi {

    private static final String PATH = "/sandbox/control";

    private final SandboxControls controls;
    private final SandboxState state;
    private final String key;

    ControlApi(SandboxControls controls, SandboxState state, String key) {
        this.controls = controls;
        this.state = state;
        this.key = key;
    }

    boolean owns(Request request) {
        return request.path().equals(PATH) || request.path().startsWith(PATH + "/");
    }

    Reply handle(Request request) {
        byte[] shown = request.header("x-sandbox-key").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), shown)) {
            return refuse(403, "the header x-sandbox-key must carry the control key");
        }
        try {
            if (request.is("GET", PATH)) {
                return Reply.json(200, status());
            }
            if (request.is("GET", PATH + "/calls")) {
                return Reply.json(200, calls());
            }
            return request.is("POST", PATH)
                    ? Reply.json(200, act(JsonObject.parse(request.body())))
                    : refuse(404, "no such control");
        } catch (JsonException | IllegalArgumentException e) {
            return refuse(400, String.valueOf(e.getMessage()));
        } catch (Refusal refusal) {
            return refuse(400, refusal.message());
        }
    }

    private static Reply refuse(int status, String message) {
        return Reply.json(status, JsonObject.empty().with("message", message));
    }

    private JsonObject status() {
        return JsonObject.empty()
                .with("time", Timestamps.format(state.clock().instant()))
                .with("calls", JsonObject.of(controls.callCounts()))
                .with("waiting", controls.waitingUserCodes())
                .with("accounts", controls.accounts().size());
    }

    private JsonObject calls() {
        List<JsonObject> all = controls.callLog().stream()
                .map(call -> JsonObject.empty()
                        .with("operation", call.operation())
                        .with("status", call.status())
                        .with("at", call.at().toString())
                        .with("facts", JsonObject.of(call.facts())))
                .toList();
        return JsonObject.empty().with("calls", all);
    }

    private JsonObject act(JsonObject order) {
        String action = JsonMembers.required(order, "do");
        boolean done = true;
        switch (action) {
            case "behave" -> controls.behave(old -> BehaviourChange.apply(old, order));
            case "fail" -> controls.fail(text(order, "operation"), fault(order), number(order, "times"));
            case "clear-faults" -> controls.clearFaults();
            case "reset-calls" -> controls.resetCalls();
            case "approve" -> done = controls.decide(text(order, "userCode"), true);
            case "deny" -> done = controls.decide(text(order, "userCode"), false);
            case "user" -> controls.user(text(order, "name"));
            case "move-clock" -> controls.moveClock(Duration.ofSeconds(number(order, "seconds")));
            case "expire-access-tokens" -> controls.expireAccessTokens();
            case "revoke-sessions" -> controls.revokeSessions();
            case "forget-registrations" -> controls.forgetRegistrations();
            case "withdraw-keys" -> controls.withdrawKeys();
            case "put-account" -> controls.put(account(order));
            case "remove-account" -> done = controls.removeAccount(text(order, "id"));
            case "assign" -> controls.assign(text(order, "account"), text(order, "role"));
            case "withdraw" -> done = controls.withdraw(text(order, "account"), text(order, "role"));
            case "empty-pages" -> controls.emptyPages(number(order, "times"));
            case "stuck-pages" -> controls.stuckPages(number(order, "times"));
            case "disable-region" -> controls.disableRegion(text(order, "region"));
            case "web-identity-token" -> {
                return JsonObject.empty().with("token", controls.webIdentityToken());
            }
            case "create-user" -> {
                return keys(controls.createUser(text(order, "account"), text(order, "name")));
            }
            case "create-root-key" -> {
                return keys(controls.createRootKey(text(order, "account")));
            }
            default -> throw new IllegalArgumentException("no control is called " + action);
        }
        return JsonObject.empty().with("done", done);
    }

    private static JsonObject keys(UserKeys keys) {
        return JsonObject.of(Map.of("accessKeyId", keys.accessKeyId(), "secretAccessKey", keys.secretAccessKey()));
    }

    private static SandboxAccount account(JsonObject order) {
        return new SandboxAccount(
                text(order, "id"),
                order.string("name").orElse(null),
                order.string("email").orElse(null),
                JsonMembers.strings(order, "roles"));
    }

    private static Fault fault(JsonObject order) {
        return Fault.valueOf(text(order, "fault").toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String text(JsonObject order, String name) {
        return JsonMembers.required(order, name);
    }

    private static int number(JsonObject order, String name) {
        return order.integer(name)
                .map(Math::toIntExact)
                .orElseThrow(() -> new IllegalArgumentException("a number is missing: " + name));
    }
}
