package dev.awssso.ecs.http;

import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.roles.RoleArn;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of single fields in the body of a PUT. A field that breaks its rule is named by its path, and its value never
 * appears in an answer.
 */
final class FieldRules {

    private static final String NAMEABLE = "[A-Za-z]{1,32}";

    private FieldRules() {}

    /** The value of a field that must be there. */
    static <T> T required(String path, @Nullable T value) {
        if (value == null) {
            throw bad(path, "missing");
        }
        return value;
    }

    /** A text of a length within limits, all of whose characters pass. */
    static String text(String path, @Nullable String value, int shortest, int longest, IntPredicate allowed) {
        String text = required(path, value);
        if (text.length() < shortest || text.length() > longest || !text.chars().allMatch(allowed)) {
            throw bad(path, "not in the format of AWS");
        }
        return text;
    }

    /** The name of a role. */
    static String roleName(String path, @Nullable String value) {
        String text = required(path, value);
        if (!text.matches("[A-Za-z0-9_+=,.@-]{1,64}")) {
            throw bad(path, "not a role name");
        }
        return text;
    }

    /** The ARN of a role. */
    static RoleArn roleArn(String path, String text) {
        return RoleArn.parse(text).orElseThrow(() -> bad(path, "not the ARN of a role"));
    }

    /** The refusal of a field. */
    static RequestRejected bad(String path, String why) {
        return unprocessable("Field " + path + ": " + why + ".");
    }

    /** The refusal of a field that nobody knows; it is named only when its name looks like one. */
    static RequestRejected unknown(String path, String name) {
        return name.matches(NAMEABLE) ? bad(path, "unknown") : unprocessable("The body has an unknown field.");
    }

    private static RequestRejected unprocessable(String message) {
        return new RequestRejected(ProtocolError.of(ProtocolError.UNPROCESSABLE, message));
    }
}
