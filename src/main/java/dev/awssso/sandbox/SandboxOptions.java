package dev.awssso.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox starts.
 *
 * @param port to listen on; 0 takes any
 * @param region of the Identity Center instance; its prefix decides the partition
 * @param accounts how many accounts there are; the first three are those of the documents
 * @param rolesPerAccount how many roles the person has in each account behind those three
 * @param user who signs in, where no directory is given
 * @param behaviour what can be changed later
 * @param directory people, accounts and assignments, in place of {@code accounts}, {@code rolesPerAccount} and {@code
 *     user}; null: those
 * @param listening where it can be reached beside the port
 * @param stateFile what a restart continues with; null: everything is in memory alone
 */
public record SandboxOptions(
        int port,
        String region,
        int accounts,
        int rolesPerAccount,
        String user,
        Behaviour behaviour,
        @Nullable SandboxDirectory directory,
        Listening listening,
        @Nullable Path stateFile) {

    /** What {@code sandbox run} does without options. */
    public static final SandboxOptions DEFAULT = new SandboxOptions(
            0, "us-east-1", 3, 4, "ima.user@example.com", Behaviour.AWS, null, Listening.LOOPBACK, null);

    public SandboxOptions {
        SandboxUser.named(user);
        if (!region.matches("[a-z]{2,4}(-[a-z]+)+-[0-9]+")) {
            throw new IllegalArgumentException("not a region: " + region);
        }
        if (accounts < 0 || rolesPerAccount < 0) {
            throw new IllegalArgumentException("a negative number of accounts or roles");
        }
    }

    public SandboxOptions port(int other) {
        return new SandboxOptions(
                other, region, accounts, rolesPerAccount, user, behaviour, directory, listening, stateFile);
    }

    public SandboxOptions region(String other) {
        return new SandboxOptions(
                port, other, accounts, rolesPerAccount, user, behaviour, directory, listening, stateFile);
    }

    public SandboxOptions user(String other) {
        return new SandboxOptions(
                port, region, accounts, rolesPerAccount, other, behaviour, directory, listening, stateFile);
    }

    /** This, with so many accounts, and so many roles in each that is not one of the documents'. */
    public SandboxOptions directory(int otherAccounts, int otherRoles) {
        return new SandboxOptions(
                port, region, otherAccounts, otherRoles, user, behaviour, directory, listening, stateFile);
    }

    /** This, with people, accounts and assignments from a file of the user; its portal session becomes that of the behaviour. */
    public SandboxOptions directory(SandboxDirectory other) {
        Duration session = other.portalSession();
        Behaviour behaves = session == null
                ? behaviour
                : behaviour.lifetimes(behaviour.lifetimes().session(session));
        return new SandboxOptions(port, region, accounts, rolesPerAccount, user, behaves, other, listening, stateFile);
    }

    public SandboxOptions behaviour(Behaviour other) {
        return new SandboxOptions(
                port, region, accounts, rolesPerAccount, user, other, directory, listening, stateFile);
    }

    public SandboxOptions listening(Listening other) {
        return new SandboxOptions(
                port, region, accounts, rolesPerAccount, user, behaviour, directory, other, stateFile);
    }

    public SandboxOptions stateFile(@Nullable Path other) {
        return new SandboxOptions(
                port, region, accounts, rolesPerAccount, user, behaviour, directory, listening, other);
    }
}
