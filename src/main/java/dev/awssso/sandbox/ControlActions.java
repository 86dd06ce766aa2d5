package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The orders that the control API takes. An order that is refused has changed nothing. */
final class ControlActions {

    private static final Map<String, List<String>> MEMBERS = Map.ofEntries(
            Map.entry("behave", BehaviourChange.MEMBERS),
            Map.entry("fail", List.of("operation", "fault", "times")),
            Map.entry("script", ScriptOrder.MEMBERS),
            Map.entry("clear-faults", List.of()),
            Map.entry("reset-calls", List.of()),
            Map.entry("approve", List.of("userCode", "signIn", "user")),
            Map.entry("deny", List.of("userCode", "signIn")),
            Map.entry("move-clock", List.of("seconds")),
            Map.entry("expire-access-tokens", List.of()),
            Map.entry("revoke-sessions", List.of("user")),
            Map.entry("forget-registrations", List.of()),
            Map.entry("withdraw-keys", List.of()),
            Map.entry("user", List.of("name")),
            Map.entry("put-user", List.of("name", "groups", "mfa")),
            Map.entry("remove-user", List.of("name")),
            Map.entry("put-account", List.of("id", "name", "email", "roles")),
            Map.entry("remove-account", List.of("id")),
            Map.entry("put-permission-set", List.of("name", "session")),
            Map.entry("assign", List.of("account", "role", "user", "group")),
            Map.entry("withdraw", List.of("account", "role", "user", "group")),
            Map.entry("put-iam-role", List.of("account", "path", "name", "trust", "externalId", "longest")),
            Map.entry("login", List.of("account", "name", "role", "seconds")),
            Map.entry("end-login-sessions", List.of("error")),
            Map.entry("empty-pages", List.of("times")),
            Map.entry("stuck-pages", List.of("times")),
            Map.entry("disable-region", List.of("region")),
            Map.entry("web-identity-token", List.of()),
            Map.entry("create-user", List.of("account", "name")),
            Map.entry("create-root-key", List.of("account")));

    private final SandboxControls controls;
    private final SandboxState state;

    ControlActions(SandboxControls controls, SandboxState state) {
        this.controls = controls;
        this.state = state;
    }

    /**
     * Does what an order says and answers what came of it.
     *
     * @throws IllegalArgumentException for an order that is not understood as a whole
     */
    JsonObject act(JsonObject json) {
        String action = json.string("do")
                .orElseThrow(() -> new IllegalArgumentException("the member \"do\" must be the name of a control"));
        List<String> members = MEMBERS.get(action);
        if (members == null) {
            throw new IllegalArgumentException("there is no control \"" + action + "\"; use one of: "
                    + String.join(", ", MEMBERS.keySet().stream().sorted().toList()));
        }

        Order order = new Order("the control \"" + action + "\"", json.without(List.of("do")), members);
        return switch (action) {
            case "web-identity-token" -> JsonObject.empty().with("token", controls.webIdentityToken());
            case "create-user" -> keys(controls.createUser(account(order), order.text("name")));
            case "create-root-key" -> keys(controls.createRootKey(account(order)));
            case "login" -> login(order);
            case "approve", "deny" -> decide(action.equals("approve"), order);
            default -> JsonObject.empty().with("done", organise(action, order));
        };
    }

    private boolean organise(String action, Order order) {
        switch (action) {
            case "put-user" ->
                controls.putUser(new SandboxUser(order.text("name"), order.texts("groups"), order.flag("mfa", false)));
            case "put-account" -> putAccount(order);
            case "put-permission-set" ->
                controls.put(new PermissionSet(
                        order.text("name"), order.seconds("session").orElse(null)));
            case "put-iam-role" -> controls.put(iamRole(order));
            case "assign" -> controls.assign(assignment(order));
            case "remove-user" -> {
                return controls.removeUser(order.text("name"));
            }
            case "remove-account" -> {
                return controls.removeAccount(order.text("id"));
            }
            case "withdraw" -> {
                return controls.withdraw(assignment(order));
            }
            default -> run(action, order);
        }
        return true;
    }

    private void run(String action, Order order) {
        switch (action) {
            case "behave" -> controls.behave(old -> BehaviourChange.apply(old, order, state.directory()));
            case "fail" ->
                controls.fail(
                        operation(order),
                        order.choice("fault", Fault.class).orElseThrow(() -> order.missing("fault")),
                        order.count("times"));
            case "user" -> controls.user(order.text("name"));
            case "script" -> controls.script(ScriptOrder.read(order));
            case "clear-faults" -> controls.clearFaults();
            case "reset-calls" -> controls.resetCalls();
            case "move-clock" -> controls.moveClock(Duration.ofSeconds(order.number("seconds")));
            case "expire-access-tokens" -> controls.expireAccessTokens();
            case "revoke-sessions" ->
                order.optionalText("user").ifPresentOrElse(controls::revokeSessions, controls::revokeSessions);
            case "forget-registrations" -> controls.forgetRegistrations();
            case "withdraw-keys" -> controls.withdrawKeys();
            case "empty-pages" -> controls.emptyPages(order.count("times"));
            case "stuck-pages" -> controls.stuckPages(order.count("times"));
            case "end-login-sessions" ->
                controls.endLoginSessions(order.choice("error", LoginSessions.End.class)
                        .orElseThrow(() -> order.missing("error"))
                        .name());
            case "disable-region" -> controls.disableRegion(order.text("region"));
            default -> throw new IllegalStateException(action);
        }
    }

    private JsonObject login(Order order) {
        if (order.has("role") == order.has("name")) {
            throw new IllegalArgumentException("use either user or role");
        }
        Duration first = order.seconds("seconds").orElseThrow(() -> order.missing("seconds"));
        LoginSession session = order.has("role")
                ? controls.loginAsRole(account(order), order.text("role"), first)
                : controls.loginAsUser(account(order), order.text("name"), first);
        return JsonObject.empty().with("loginSession", session.name()).with("document", session.document());
    }

    private String operation(Order order) {
        return Operations.known(order.text("operation"));
    }

    private JsonObject decide(boolean approved, Order order) {
        if (order.has("userCode") == order.has("signIn")) {
            throw new IllegalArgumentException("use either userCode or signIn");
        }
        String id = order.optionalText("signIn").orElseGet(() -> order.text("userCode"));
        SignInDecisions.Outcome outcome = approved
                ? controls.decisions()
                        .approve(id, user(order.optionalText("user").orElseGet(state::approver)))
                : controls.decisions().deny(id);
        JsonObject answer = JsonObject.empty().with("done", outcome.done());
        return outcome.location() == null ? answer : answer.with("location", outcome.location());
    }

    private String user(String name) {
        if (state.directory().user(name).isEmpty()) {
            throw new IllegalArgumentException("there is no user \"" + name + "\"");
        }
        return name;
    }

    private static String account(Order order) {
        String id = order.text("account");
        if (!id.matches("[0-9]{12}")) {
            throw order.wrong("account", "a 12-digit account id");
        }
        return id;
    }

    private void putAccount(Order order) {
        SandboxAccount account = new SandboxAccount(
                order.text("id"),
                order.optionalText("name").orElse(null),
                order.optionalText("email").orElse(null),
                order.texts("roles"));
        if (order.has("roles")) {
            controls.put(account);
        } else {
            controls.describe(account);
        }
    }

    private Assignment assignment(Order order) {
        if (order.has("user") && order.has("group")) {
            throw new IllegalArgumentException("use either user or group");
        }
        String permissionSet = new PermissionSet(order.text("role"), null).name();
        Assignment.Holder holder = order.has("group")
                ? Assignment.Holder.group(group(order.text("group")))
                : Assignment.Holder.user(user(order.optionalText("user").orElseGet(state::approver)));
        return new Assignment(holder, account(order), permissionSet);
    }

    private String group(String name) {
        if (state.directory().users().stream().noneMatch(user -> user.groups().contains(name))) {
            throw new IllegalArgumentException("there is no group \"" + name + "\" with members");
        }
        return name;
    }

    private IamRole iamRole(Order order) {
        return new IamRole(
                account(order),
                order.optionalText("path").orElse(""),
                order.text("name"),
                order.choice("trust", IamRole.Trust.class).orElse(IamRole.Trust.ORGANISATION),
                order.optionalText("externalId").orElse(null),
                order.seconds("longest").orElse(Duration.ofHours(1)));
    }

    private static JsonObject keys(UserKeys keys) {
        return JsonObject.of(Map.of("accessKeyId", keys.accessKeyId(), "secretAccessKey", keys.secretAccessKey()));
    }
}
