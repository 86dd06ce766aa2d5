package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;

/**
 * A sign-in of {@code aws login} that the sandbox has made, as the AWS CLI keeps it. Prints as its name only.
 *
 * @param name the value of {@code login_session} in a profile: the ARN of who signed in
 * @param document what the AWS CLI writes to {@code ~/.aws/login/cache}, in a file named after the SHA-256 of the name
 */
public record LoginSession(String name, JsonObject document) {

    @Override
    public String toString() {
        return name;
    }
}
