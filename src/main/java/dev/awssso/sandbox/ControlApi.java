package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.platform.Timestamps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The controls over HTTP, for those outside the process: {@code GET /sandbox/control} shows what is, {@code GET
 * /sandbox/control/calls} what was called, {@code GET
 * /sandbox/control/requests} what was sent, {@code POST /sandbox/control} with {@code {"do":"…"}} changes something.
 * Only with the key in the header {@code x-sandbox-key}.
 */
final class ControlApi {

    private static final String PATH = "/sandbox/control";

    private final SandboxControls controls;
    private final ControlActions actions;
    private final SandboxState state;
    private final String key;

    ControlApi(SandboxControls controls, SandboxState state, String key) {
        this.controls = controls;
        this.actions = new ControlActions(controls, state);
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
            return answer(request);
        } catch (JsonException | IllegalArgumentException e) {
            return refuse(400, String.valueOf(e.getMessage()));
        } catch (Refusal refusal) {
            return refuse(400, refusal.message());
        }
    }

    private Reply answer(Request request) {
        if (request.is("POST", PATH)) {
            return Reply.json(200, actions.act(JsonObject.parse(request.body())));
        }
        if (request.is("GET", PATH)) {
            return Reply.json(200, status());
        }
        if (request.is("GET", PATH + "/calls")) {
            return Reply.json(200, calls());
        }
        if (request.is("GET", PATH + "/requests")) {
            return Reply.json(200, requests(request.query()));
        }
        return refuse(404, "no such control");
    }

    private static Reply refuse(int status, String message) {
        return Reply.json(status, JsonObject.empty().with("message", message));
    }

    private JsonObject status() {
        List<JsonObject> signIns = controls.waitingSignIns().stream()
                .map(waiting -> JsonObject.empty()
                        .with("flow", waiting.flow())
                        .with("id", waiting.id())
                        .with("clientName", waiting.clientName()))
                .toList();
        return JsonObject.empty()
                .with("time", Timestamps.format(state.clock().instant()))
                .with("calls", JsonObject.of(controls.callCounts()))
                .with("waiting", controls.waitingUserCodes())
                .with("signIns", signIns)
                .with("users", controls.users().stream().map(SandboxUser::name).toList())
                .with("accounts", controls.accounts().size());
    }

    // With ?operation=NAME those of one operation.
    private JsonObject requests(Parameters query) {
        Optional<String> operation = query.get("operation").map(Operations::known);
        List<JsonObject> all = controls.requests().stream()
                .filter(request -> operation.isEmpty()
                        || operation.get().equals(Operations.ANY)
                        || operation.get().equals(request.operation()))
                .map(ControlApi::describe)
                .toList();
        return JsonObject.empty().with("requests", all);
    }

    private static JsonObject describe(RecordedRequest request) {
        return JsonObject.empty()
                .with("operation", request.operation())
                .with("method", request.method())
                .with("target", request.target())
                .with("headers", JsonObject.of(request.headers()))
                .with("body", request.body())
                .with("status", request.status())
                .with("at", request.at().toString());
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
}
