package dev.awssso.sandbox;

import java.util.List;

/** The form on which somebody says who they are, and approves or denies. One for both flows. */
final class SignInForm {

    private final SandboxState state;
    private final MfaDevice device;

    SignInForm(SandboxState state) {
        this.state = state;
        this.device = new MfaDevice(state.clock());
    }

    /** Adds it to a page. */
    Page on(Page page, String action, String ticket, String userCode) {
        List<SandboxUser> users = state.directory().users();
        return page.decision(new Page.Decision(
                action,
                ticket,
                userCode,
                users.stream().map(SandboxUser::name).toList(),
                state.approver(),
                users.stream().anyMatch(SandboxUser::mfa)));
    }

    static boolean approves(Parameters form) {
        return form.get("decision").filter("approve"::equals).isPresent();
    }

    /**
     * Who approves.
     *
     * @throws Refusal when there is no such person, or the code of the person's MFA device is missing or wrong
     */
    String signer(Parameters form) {
        String name = form.get("user").orElseGet(state::approver);
        SandboxUser user = state.directory()
                .user(name)
                .orElseThrow(() -> new Refusal(400, "invalid_request", "The directory has no such user."));
        if (user.mfa() && !form.get("mfa_code").filter(device::accepts).isPresent()) {
            throw new Refusal(403, "access_denied", "The MFA code is missing, wrong, or was used before.");
        }
        return user.name();
    }
}
