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
        Page page = Page.titled("Access portal").fact("Start URL", state.startUrl());
        for (SandboxUser user : state.directory().users()) {
            int accounts = state.directory().access(user.name()).accounts().size();
            page.fact("User", user.name() + ", " + accounts + (accounts == 1 ? " account" : " accounts"));
        }
        return page.paragraph("A program that signs in shows a code. Enter it here.")
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
                .paragraph("A program requests access as you. Approve only if it shows this code:")
                .code(grant.get().userCode())
                .fact("Program", grant.get().client().clientName())
                .fact("Start URL", state.startUrl());
        return form.on(page, "/device", grant.get().ticket(), grant.get().userCode())
                .reply(200);
    }

    private static Reply unknown() {
        return Page.ofFailure("Invalid code")
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
        if (!SignInForm.approves(sent)) {
            state.deviceGrants().deny(grant.get().userCode());
            return decided(Page.ofFailure("Request denied"), grant.get()).reply(200);
        }
        String user = form.signer(sent);
        state.deviceGrants().approve(grant.get().userCode(), user);
        return decided(Page.ofSuccess("Request approved"), grant.get())
                .fact("Signed in as", user)
                .reply(200);
    }

    private Page decided(Page page, DeviceGrant grant) {
        return page.paragraph("You can close this tab and return to the terminal.")
                .fact("Program", grant.client().clientName())
                .fact("Start URL", state.startUrl());
    }

    @Override
    public Reply refuse(Refusal refusal) {
        return Page.ofFailure("Not possible").paragraph(refusal.message()).reply(refusal.status());
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
