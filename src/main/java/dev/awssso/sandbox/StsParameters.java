package dev.awssso.sandbox;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parameters of an STS call, checked by the constraints of the service model. */
final class StsParameters {

    private static final int LONGEST_POLICY = 2048;

    private final Parameters form;

    StsParameters(Parameters form) {
        this.form = form;
    }

    /** A parameter that must be there, of this length and pattern. */
    String required(String name, int shortest, int longest, String pattern) {
        return optional(name, shortest, longest, pattern)
                .orElseThrow(() -> invalid("Value null", name, "Member must not be null"));
    }

    /** A parameter that may be absent, but must then be of this length and pattern. */
    Optional<String> optional(String name, int shortest, int longest, String pattern) {
        Optional<String> given = form.get(name);
        given.ifPresent(value -> {
            if (value.length() < shortest) {
                throw invalid("Value", name, "Member must have length greater than or equal to " + shortest);
            }
            if (value.length() > longest) {
                throw invalid("Value", name, "Member must have length less than or equal to " + longest);
            }
            if (!value.matches(pattern)) {
                throw invalid("Value", name, "Member must satisfy regular expression pattern: " + pattern);
            }
        });
        return given;
    }

    /** {@code DurationSeconds} within these bounds. */
    Duration duration(Duration shortest, Duration longest, Duration otherwise) {
        if (!form.has("DurationSeconds")) {
            return otherwise;
        }
        String text = form.get("DurationSeconds").orElse("");
        if (!text.matches("-?[0-9]{1,9}")) {
            throw new Refusal(400, "MalformedInput", "DurationSeconds is not a number");
        }
        long seconds = Long.parseLong(text);
        if (seconds < shortest.toSeconds()) {
            throw invalid(
                    "Value '" + seconds + "'",
                    "DurationSeconds",
                    "Member must have value greater than or equal to " + shortest.toSeconds());
        }
        if (seconds > longest.toSeconds()) {
            throw invalid(
                    "Value '" + seconds + "'",
                    "DurationSeconds",
                    "Member must have value less than or equal to " + longest.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    /** Checks {@code Policy} and {@code PolicyArns}, where there are any. */
    void checkPolicies(String partition) {
        form.get("Policy").ifPresent(StsParameters::checkPolicy);
        List<String> arns = form.list("PolicyArns.member", ".arn");
        if (arns.size() > 10) {
            throw invalid("Value", "policyArns", "Member must have length less than or equal to 10");
        }
        for (String arn : arns) {
            if (!arn.matches("arn:" + partition + ":iam::(aws|[0-9]{12}):policy/[\\w+=,.@/-]+")) {
                throw new Refusal(400, "ValidationError", "ARN " + arn + " is not valid.");
            }
        }
    }

    /**
     * How much of the room for session policies is taken, in percent; empty when there are none. AWS packs them and
     * does not say how; the sandbox counts characters.
     */
    Optional<String> packedPolicySize() {
        List<String> arns = form.list("PolicyArns.member", ".arn");
        int length = form.get("Policy").map(String::length).orElse(0)
                + arns.stream().mapToInt(String::length).sum();
        return length == 0
                ? Optional.empty()
                : Optional.of(String.valueOf(Math.max(1, Math.min(100, length * 100 / LONGEST_POLICY))));
    }

    private static void checkPolicy(String policy) {
        if (policy.length() > LONGEST_POLICY) {
            throw new Refusal(
                    400,
                    "PackedPolicyTooLarge",
                    "Serialized token too large for session: packed policy consumes "
                            + policy.length() * 100 / LONGEST_POLICY + "% of allotted space");
        }
        JsonObject document;
        try {
            document = JsonObject.parse(policy);
        } catch (JsonException e) {
            throw new Refusal(400, "MalformedPolicyDocument", "This policy contains invalid Json");
        }
        if (!document.has("Statement")) {
            throw new Refusal(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        }
    }

    static Refusal invalid(String value, String name, String constraint) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return new Refusal(
                400,
                "ValidationError",
                "1 validation error detected: " + value + " at '" + member + "' failed to satisfy constraint: "
                        + constraint);
    }
}
