package dev.awssso.sandbox;

/**
 * A sign-in that waits for a person.
 *
 * @param flow {@code device} or {@code pkce}
 * @param id what {@link SandboxControls#approveSignIn} takes: the user code, or what the page of the flow with PKCE
 *     carries
 * @param clientName the program that asks
 */
public record WaitingSignIn(String flow, String id, String clientName) {}
