package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The portal's lists, page by page. */
final class PortalPages {

    private static final int DEFAULT_SIZE = 20;
    private static final int LARGEST = 100;

    private final SandboxState state;

    PortalPages(SandboxState state) {
        this.state = state;
    }

    JsonObject accounts(String user, Parameters query) {
        return page(
                query, "accounts", "accountList", state.directory().access(user).accounts(), PortalPages::describe);
    }

    JsonObject roles(String user, Parameters query) {
        String id = PortalEndpoint.accountId(query);
        SandboxAccount account = state.directory().access(user).account(id).orElseThrow(PortalEndpoint::noAccess);
        return page(query, "roles/" + id, "roleList", account.roles(), role -> JsonObject.empty()
                .with("roleName", role)
                .with("accountId", id));
    }

    // The real portal leaves out what it does not know.
    private static JsonObject describe(SandboxAccount account) {
        JsonObject json = JsonObject.empty().with("accountId", account.id());
        if (account.name() != null) {
            json = json.with("accountName", account.name());
        }
        return account.email() == null ? json : json.with("emailAddress", account.email());
    }

    private <T> JsonObject page(
            Parameters query, String list, String member, List<T> all, Function<T, JsonObject> describe) {
        int size = size(query);
        int from = from(query, list);
        if (takeOne(state.emptyPages()) && !all.isEmpty()) {
            return JsonObject.empty().with(member, List.of()).with("nextToken", token(list, from));
        }
        int to = Math.min(all.size(), Math.min(from, all.size()) + size);
        List<JsonObject> items =
                all.subList(Math.min(from, to), to).stream().map(describe).toList();
        JsonObject page = JsonObject.empty().with(member, items);
        if (takeOne(state.stuckPages())) {
            return page.with("nextToken", token(list, from));
        }
        return to < all.size() ? page.with("nextToken", token(list, to)) : page;
    }

    private static boolean takeOne(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private static int size(Parameters query) {
        if (!query.has("max_result")) {
            return DEFAULT_SIZE;
        }
        return query.get("max_result")
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .filter(size -> size >= 1 && size <= LARGEST)
                .orElseThrow(() -> PortalEndpoint.invalid("max_result"));
    }

    // A token is good for the list that it came with, and for no other.
    private static int from(Parameters query, String list) {
        if (!query.has("next_token")) {
            return 0;
        }
        return query.get("next_token")
                .flatMap(token -> position(token, list))
                .orElseThrow(() -> PortalEndpoint.invalid("next_token"));
    }

    private static Optional<Integer> position(String token, String list) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            String place = text.startsWith(list + "#") ? text.substring(list.length() + 1) : "";
            return place.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(place)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Plain base64, so that a client which does not encode "+", "/" and "=" finds out.
    private static String token(String list, int position) {
        return Base64.getEncoder().encodeToString((list + "#" + position).getBytes(StandardCharsets.UTF_8));
    }
}
