package dev.awssso.credentials;

/** A place that credentials come from, again and again: a role of a sign-in, a chain, a profile, the environment. */
public interface CredentialSource {

    /** Fetches fresh credentials, or fails with a {@link dev.awssso.problem.Problem}. */
    RoleCredentials fetch();
}
