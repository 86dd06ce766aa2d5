package dev.awssso.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One call that the sandbox got, with nothing secret in it.
 *
 * @param operation its name, {@code GetRoleCredentials}
 * @param status the HTTP status of the answer, 0 when there was none
 * @param at when, by the sandbox's clock
 * @param facts what is worth knowing of the request: {@code region} and {@code accessKeyId} of a signature,
 *     {@code grantType} of a CreateToken, {@code roleArn} of an AssumeRole, {@code userAgent}
 */
public record Call(String operation, int status, Instant at, Map<String, String> facts) {

    public Call {
        facts = Map.copyOf(facts);
    }
}
