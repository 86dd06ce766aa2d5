package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;

/** The page on which a person types the code that a program shows, and approves or denies it. */
final class ApprovalPages implements Endpoint {

    private final SandboxState state;
    private final SignInForm form;

    ApprovalPages(SandboxState state) {
        this.state = state;
        this.form = new SignInForm(state);
    }

    @Override
    public Optional<String> operation(Request request) {
        return switch (request.path()) {
            case "/device" -> Optional.of("DevicePage");
            case "/", "/start", "/start/" -> Optional.of("StartPage");
            default -> Optional.empty();
        };
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        if (!request.path().equals("/device")) {
            return start();
        }
        return request.method().equals("POST") ? decide(request.form()) : ask(request.query());
    }

    private Reply start() {
        Page page = Page.titled("Access portal");
        for (SandboxUser user : state.directory().users()) {
            int accounts = state.directory().access(user.name()).accounts().size();
            page.paragraph(user.name() + " has roles in " + accounts + (accounts == 1 ? " account." : " accounts."));
        }
        return page.paragraph("A program that signs in shows a code. Enter it here:")
                .codeField("/device")
                .reply(200);
    }

    private Reply ask(Parameters query) {
        Optional<String> typed = query.get("user_code");
        if (typed.isEmpty()) {
            return Page.titled("Authorize a program")
                    .paragraph("Enter the code that the program shows.")
                    .codeField("/device")
                    .reply(200);
        }
        Optional<DeviceGrant> grant = state.deviceGrants().open(typed.get());
        if (grant.isEmpty()) {
            return unknown();
        }
        Page page = Page.titled("Authorize a program")
                .paragraph("The program \"" + grant.get().client().clientName()
                        + "\" requests access as you. Approve only if it shows this code:")
                .code(grant.get().userCode());
        return form.on(page, "/device", grant.get().ticket(), grant.get().userCode())
                .reply(200);
    }

    private static Reply unknown() {
        return Page.titled("No such code")
                .paragraph("The code is wrong, was used before, or has expired.")
                .codeField("/device")
                .reply(404);
    }

    private Reply decide(Parameters sent) {
        Optional<DeviceGrant> grant = sent.get("user_code").flatMap(state.deviceGrants()::open);
        if (grant.isEmpty()
                || !sent.get("ticket").filter(grant.get().ticket()::equals).isPresent()) {
            return unknown();
        }
        boolean approved = SignInForm.approves(sent);
        if (approved) {
            state.deviceGrants().approve(grant.get().userCode(), form.signer(sent));
        } else {
            state.deviceGrants().deny(grant.get().userCode());
        }
        return Page.titled(approved ? "Request approved" : "Request denied")
                .paragraph("You can close this page and return to the terminal.")
                .reply(200);
    }

    @Override
    public Reply refuse(Refusal refusal) {
        return Page.titled("Not possible").paragraph(refusal.message()).reply(refusal.status());
    }

    @Override
    public Refusal tooOften() {
        return new Refusal(429, "TooManyRequests", "Too many requests");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "InternalError", "Internal error");
    }
}
