package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.json.JsonObject;
import dev.awssso.roles.AccountId;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The fields of one object in the body of a PUT. A field that breaks its rule is named by its path, and its value never
 * appears in an answer.
 */
final class Fields {

    private static final long LARGEST_ACCOUNT = 999_999_999_999L;
    private static final String NAMEABLE = "[A-Za-z]{1,32}";

    private final JsonObject json;
    private final String prefix;

    /** @param prefix stands before the names of fields, {@code "Creds."} */
    Fields(JsonObject json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    boolean has(String name) {
        return json.has(name);
    }

    /** The value as parsed; fails when there is none. */
    Object value(String name) {
        Object value = json.value(name);
        if (value == null) {
            throw bad(name, "missing");
        }
        return value;
    }

    String text(String name) {
        if (value(name) instanceof String text) {
            return text;
        }
        throw bad(name, "not a string");
    }

    /** A text of a length within limits, all of whose characters pass. */
    String text(String name, int shortest, int longest, IntPredicate allowed) {
        String text = text(name);
        if (text.length() < shortest || text.length() > longest || !text.chars().allMatch(allowed)) {
            throw bad(name, "not in the format of AWS");
        }
        return text;
    }

    /** An account id, as twelve digits or as the number that they are. */
    AccountId account(String name) {
        Object value = value(name);
        if (value instanceof Long number && number >= 1 && number <= LARGEST_ACCOUNT) {
            return new AccountId(String.format(Locale.ROOT, "%012d", number));
        }
        if (value instanceof String text && text.matches("[0-9]{12}") && !text.equals("000000000000")) {
            return new AccountId(text);
        }
        throw bad(name, "not a 12-digit account id");
    }

    String roleName(String name) {
        String text = text(name);
        if (!text.matches("[A-Za-z0-9_+=,.@-]{1,64}")) {
            throw bad(name, "not a role name");
        }
        return text;
    }

    /** Refuses keys beyond these. An unknown one is named only when it looks like a name. */
    void only(Set<String> known) {
        for (String name : json.names()) {
            if (!known.contains(name)) {
                throw name.matches(NAMEABLE) ? bad(name, "unknown") : unprocessable("The body has an unknown field.");
            }
        }
    }

    RequestRejected bad(String name, String why) {
        return unprocessable("Field " + prefix + name + ": " + why + ".");
    }

    private static RequestRejected unprocessable(String message) {
        return new RequestRejected(ProtocolError.of(ProtocolError.UNPROCESSABLE, message));
    }
}
