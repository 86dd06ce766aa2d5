package dev.awssso.sandbox;

import java.util.Map;
import java.util.Optional;

/** The page on which a person types the code that a program shows, and approves or denies it. */
final class ApprovalPages implements Endpoint {

    private final SandboxState state;

    ApprovalPages(SandboxState state) {
        this.state = state;
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
        return Page.titled("Access portal")
                .paragraph("You are " + state.user() + ", with roles in "
                        + state.directory().assigned().size() + " accounts.")
                .paragraph("A program that signs in shows a code. Type it here:")
                .codeField("/device")
                .reply(200);
    }

    private Reply ask(Parameters query) {
        Optional<String> typed = query.get("user_code");
        if (typed.isEmpty()) {
            return Page.titled("Authorize a program")
                    .paragraph("Type the code that the program shows.")
                    .codeField("/device")
                    .reply(200);
        }
        Optional<DeviceGrant> grant = state.deviceGrants().open(typed.get());
        if (grant.isEmpty()) {
            return unknown();
        }
        return Page.titled("Authorize a program")
                .paragraph("The program \"" + grant.get().client().clientName() + "\" asks to act as " + state.user()
                        + ". Approve only if it shows this code:")
                .code(grant.get().userCode())
                .decision("/device", grant.get().ticket(), grant.get().userCode())
                .reply(200);
    }

    private static Reply unknown() {
        return Page.titled("No such code")
                .paragraph("The code is wrong, was used before, or has expired.")
                .codeField("/device")
                .reply(404);
    }

    private Reply decide(Parameters form) {
        Optional<DeviceGrant> grant = form.get("user_code").flatMap(state.deviceGrants()::open);
        if (grant.isEmpty()
                || !form.get("ticket").filter(grant.get().ticket()::equals).isPresent()) {
            return unknown();
        }
        boolean approved = form.get("decision").filter("approve"::equals).isPresent();
        state.deviceGrants().decide(grant.get().userCode(), approved);
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
