package dev.awssso.sandbox;

import java.util.List;

/**
 * A person of the directory.
 *
 * @param name the session name in the ARN of a role session: 2 to 64 of letters, digits and {@code +=,.@_-}
 * @param groups the groups the person belongs to
 * @param mfa whether the sign-in page asks for a code of the MFA device
 */
public record SandboxUser(String name, List<String> groups, boolean mfa) {

    public SandboxUser {
        // Role session names and ARNs are made of it.
        if (!name.matches("[\\w+=,.@-]{2,64}")) {
            throw new IllegalArgumentException("the name of a user must have 2 to 64 letters, digits and +=,.@_-");
        }
        groups = groups.stream().distinct().toList();
    }

    /** A person in no group, without MFA. */
    public static SandboxUser named(String name) {
        return new SandboxUser(name, List.of(), false);
    }

    SandboxUser groups(List<String> other) {
        return new SandboxUser(name, other, mfa);
    }
}
