package dev.awssso.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be changed and asked of a sandbox while it runs: by tests directly, by others through the control API. */
public final class SandboxControls {

    private final SandboxState state;
    private final SignInDecisions decisions;

    SandboxControls(SandboxState state) {
        this.state = state;
        this.decisions = new SignInDecisions(state);
    }

    SignInDecisions decisions() {
        return decisions;
    }

    /** Changes how it behaves from now on. */
    public void behave(UnaryOperator<Behaviour> change) {
        state.behave(change);
    }

    /** The next so many calls of an operation ({@code GetRoleCredentials}, or {@code *} for any) fail this way. */
    public void fail(String operation, Fault fault, int times) {
        state.faults().plan(operation, fault, times);
    }

    /**
     * Plans a failure in detail. What {@link #fail} has planned comes first, then the scripts in their order.
     *
     * @throws IllegalArgumentException when it names an error that the service does not have, and no status
     */
    public void script(Script script) {
        ScriptOrder.requireStatus(script.answer(), script.calls().operation());
        state.scripts().plan(script);
    }

    /** Forgets the failures that have not happened yet. */
    public void clearFaults() {
        state.faults().clear();
        state.scripts().clear();
    }

    /** The last thousand requests, oldest first, with their secrets masked. */
    public List<RecordedRequest> requests() {
        return state.requests().requests();
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
        state.requests().clear();
    }

    /** The user codes that wait for a person. */
    public List<String> waitingUserCodes() {
        return state.deviceGrants().waiting().stream()
                .map(DeviceGrant::userCode)
                .toList();
    }

    /** All sign-ins that wait for a person, of either flow. */
    public List<WaitingSignIn> waitingSignIns() {
        return decisions.waiting();
    }

    /** Decides about a device code in the first person's place; false when it is unknown or decided. */
    public boolean decide(String userCode, boolean approved) {
        return approved ? approveSignIn(userCode, state.approver()) : denySignIn(userCode);
    }

    /**
     * Approves a sign-in instead of a person. In the flow with PKCE the sandbox then follows the redirect to the
     * program as the browser would.
     *
     * @param id a user code, or the id of a {@link WaitingSignIn}
     * @return false when none of this id waits
     */
    public boolean approveSignIn(String id, String user) {
        return decisions.approve(id, user).done();
    }

    /** Denies a sign-in; false when none of this id waits. */
    public boolean denySignIn(String id) {
        return decisions.deny(id).done();
    }

    /**
     * This person signs in from now on where nobody at the page says who; sign-ins that exist stay those of whoever
     * made them. One who is new has the same access as the first person.
     */
    public void user(String name) {
        state.directory().putLikeFirst(SandboxUser.named(name));
        state.behave(old -> old.approval(old.approval().user(name)));
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

    /** Ends every sign-in of one person. */
    public void revokeSessions(String user) {
        state.sessions().revokeOf(user);
    }

    /** Forgets every registered client. */
    public void forgetRegistrations() {
        state.registrations().forget();
    }

    /** Withdraws every access key that was issued. */
    public void withdrawKeys() {
        state.keys().withdrawAll();
    }

    /** Adds a person, or changes the groups and MFA of the one of this name. */
    public void putUser(SandboxUser user) {
        state.directory().put(user);
    }

    /** Removes a person, who is then signed out everywhere; false when there is none of this name. */
    public boolean removeUser(String name) {
        state.sessions().revokeOf(name);
        return state.directory().removeUser(name);
    }

    public List<SandboxUser> users() {
        return state.directory().users();
    }

    /** Adds an account, or changes the one with its id; the first person then has exactly its roles in it. */
    public void put(SandboxAccount account) {
        state.directory().put(account);
    }

    /** Adds an account, or changes the name and email of the one with its id; assignments stay. */
    public void describe(SandboxAccount account) {
        state.directory().describe(account);
    }

    /** Gives a permission set a session length of its own. */
    public void put(PermissionSet permissionSet) {
        state.directory().put(permissionSet);
    }

    public boolean removeAccount(String id) {
        return state.directory().removeAccount(id);
    }

    /** Assigns the first person a role, in an account that may be new. */
    public void assign(String account, String role) {
        assign(new Assignment(Assignment.Holder.user(state.approver()), account, role));
    }

    public boolean withdraw(String account, String role) {
        return withdraw(new Assignment(Assignment.Holder.user(state.approver()), account, role));
    }

    /** Assigns a person or a group a permission set, in an account that may be new. */
    public void assign(Assignment assignment) {
        state.directory().assign(assignment);
    }

    /** False when there was no such assignment. */
    public boolean withdraw(Assignment assignment) {
        return state.directory().withdraw(assignment);
    }

    /** Adds an IAM role, or changes the one with its ARN. */
    public void put(IamRole role) {
        state.directory().put(role);
    }

    /** The accounts that the first person sees in the portal. */
    public List<SandboxAccount> accounts() {
        return accounts(state.approver());
    }

    /** The accounts that a person sees in the portal. */
    public List<SandboxAccount> accounts(String user) {
        return state.directory().access(user).accounts();
    }

    /** The next so many list pages come empty, with a token to continue. */
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

    /**
     * Signs an IAM user in as {@code aws login} does.
     *
     * @param first how long the first keys are good for
     */
    public LoginSession loginAsUser(String account, String name, Duration first) {
        String arn = "arn:" + state.partition() + ":iam::" + account + ":user/" + name;
        Principal user = new Principal(account, arn, Directory.uniqueId("AIDA", account + name));
        return state.loginSessions().begin(user, Keys.Origin.SESSION_TOKEN, first);
    }

    /** The same for a session of a role, as when somebody has switched to it in the console. */
    public LoginSession loginAsRole(String account, String role, Duration first) {
        String arn = "arn:" + state.partition() + ":sts::" + account + ":assumed-role/" + role + "/login";
        Principal session = new Principal(account, arn, Directory.uniqueId("AROA", account + role) + ":login");
        return state.loginSessions().begin(session, Keys.Origin.ASSUMED_ROLE, first);
    }

    /**
     * Ends every sign-in of {@code aws login}.
     *
     * @param error what the service then answers: {@code TOKEN_EXPIRED}, {@code USER_CREDENTIALS_CHANGED} or {@code
     *     INSUFFICIENT_PERMISSIONS}
     */
    public void endLoginSessions(String error) {
        state.loginSessions().end(LoginSessions.End.valueOf(error));
    }

    /** The ARN that GetCallerIdentity tells whoever holds these keys; empty where they are not of this sandbox. */
    public Optional<String> callerArn(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        return state.keys()
                .find(accessKeyId)
                .filter(keys -> keys.secretAccessKey().equals(secretAccessKey))
                .filter(keys -> Objects.equals(keys.sessionToken(), sessionToken))
                .map(keys -> keys.principal().arn());
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
