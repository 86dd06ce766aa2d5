package dev.awssso.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What can be changed and asked of a sandbox while it runs: by tests directly, by others through the control API. */
public final class SandboxControls {

    private final SandboxState state;

    SandboxControls(SandboxState state) {
        this.state = state;
    }

    /** Changes how it behaves from now on. */
    public void behave(UnaryOperator<Behaviour> change) {
        state.behave(change);
    }

    /** The next so many calls of an operation ({@code GetRoleCredentials}, or {@code *} for any) fail this way. */
    public void fail(String operation, Fault fault, int times) {
        state.faults().plan(operation, fault, times);
    }

    /** Forgets the failures that have not happened yet. */
    public void clearFaults() {
        state.faults().clear();
    }

    /** How often an operation was called since the start or the last {@link #resetCalls}. */
    public int calls(String operation) {
        return state.calls().count(operation);
    }

    public Map<String, Integer> callCounts() {
        return state.calls().counts();
    }

    /** The calls in the order of their answers. */
    public List<Call> callLog() {
        return state.calls().calls();
    }

    public void resetCalls() {
        state.calls().clear();
    }

    /** The user codes that wait for a person. */
    public List<String> waitingUserCodes() {
        return state.deviceGrants().waiting();
    }

    /** Decides about a device code in the person's place; false when it is unknown or decided. */
    public boolean decide(String userCode, boolean approved) {
        return state.deviceGrants().decide(userCode, approved);
    }

    /** Another person signs in from now on; sign-ins that exist stay those of whoever made them. */
    public void user(String name) {
        state.user(SandboxOptions.DEFAULT.user(name).user());
    }

    /** Moves the sandbox's clock; negative is the past. */
    public void moveClock(Duration by) {
        state.clock().move(by);
    }

    /** Ends every access token; refresh tokens still work. */
    public void expireAccessTokens() {
        state.sessions().expireAccessTokens();
    }

    /** Ends every sign-in, its refresh tokens too. */
    public void revokeSessions() {
        state.sessions().revokeAll();
    }

    /** Forgets every registered client. */
    public void forgetRegistrations() {
        state.registrations().forget();
    }

    /** Withdraws every access key that was issued. */
    public void withdrawKeys() {
        state.keys().withdrawAll();
    }

    /** Adds an account, or changes the one with its id. */
    public void put(SandboxAccount account) {
        state.directory().put(account);
    }

    public boolean removeAccount(String id) {
        return state.directory().removeAccount(id);
    }

    /** Assigns the person a role, in an account that may be new. */
    public void assign(String account, String role) {
        state.directory().assign(account, role);
    }

    public boolean withdraw(String account, String role) {
        return state.directory().withdraw(account, role);
    }

    /** Adds an IAM role, or changes the one with its ARN. */
    public void put(IamRole role) {
        state.directory().put(role);
    }

    /** The accounts that the person sees in the portal. */
    public List<SandboxAccount> accounts() {
        return state.directory().assigned();
    }

    /** The next so many list pages come empty, with a token to go on. */
    public void emptyPages(int times) {
        state.emptyPages().set(times);
    }

    /** The next so many list pages carry a token that leads back to themselves. */
    public void stuckPages(int times) {
        state.stuckPages().set(times);
    }

    /** STS is switched off in this region. */
    public void disableRegion(String region) {
        state.disabledRegions().add(region);
    }

    /** A new token that {@code AssumeRoleWithWebIdentity} takes. */
    public String webIdentityToken() {
        String token = state.entropy().secret("eyJhbGciOiJSUzI1NiJ9.", 120);
        state.webIdentities().add(token);
        return token;
    }

    /** Makes an IAM user with an access key in an account; for the MFA device it has, see {@link #mfaSerial}. */
    public UserKeys createUser(String account, String name) {
        String arn = "arn:" + state.partition() + ":iam::" + account + ":user/" + name;
        Principal user = new Principal(account, arn, Directory.uniqueId("AIDA", account + name));
        return new UserKeys(state.keys().issueLongTerm(user, Keys.Origin.USER));
    }

    /** Makes an access key of an account's root user. */
    public UserKeys createRootKey(String account) {
        Principal root = new Principal(account, "arn:" + state.partition() + ":iam::" + account + ":root", account);
        return new UserKeys(state.keys().issueLongTerm(root, Keys.Origin.ROOT));
    }

    /** The serial number of the MFA device that every user of an account has. */
    public String mfaSerial(String account) {
        return "arn:" + state.partition() + ":iam::" + account + ":" + MfaDevice.NAME;
    }

    /** The codes that the MFA device shows; each is good once in 30 s. */
    public List<String> mfaCodes() {
        return MfaDevice.CODES.stream().sorted().toList();
    }
}
