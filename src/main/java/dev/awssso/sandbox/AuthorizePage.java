package dev.awssso.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authorization endpoint that a browser opens (RFC 6749 4.1.1 with PKCE), and its page. */
final class AuthorizePage implements Endpoint {

    private final SandboxState state;
    private final SignInForm form;

    AuthorizePage(SandboxState state) {
        this.state = state;
        this.form = new SignInForm(state);
    }

    @Override
    public Optional<String> operation(Request request) {
        return request.path().equals("/authorize") ? Optional.of("Authorize") : Optional.empty();
    }

    @Override
    public Reply handle(Request request, Map<String, String> facts) {
        return request.method().equals("POST") ? decide(request.form()) : ask(request.query(), facts);
    }

    private Reply ask(Parameters query, Map<String, String> facts) {
        Registration client = query.get("client_id")
                .flatMap(state.registrations()::find)
                .filter(found -> found.grants().contains(Registration.AUTHORIZATION_CODE))
                .orElseThrow(() -> new Refusal(400, "invalid_client", "The program is not registered for this flow."));
        String redirectUri = query.get("redirect_uri")
                .filter(uri -> registered(uri, client.redirectUris()))
                .orElseThrow(() -> new Refusal(400, "invalid_redirect_uri", "The redirect URI is not registered."));
        String handle = query.get("state").orElse("");
        // From here on the program can be told by a redirect (RFC 6749 4.1.2.1).
        Optional<String> problem = problem(query, client);
        if (problem.isPresent()) {
            return Reply.redirect(CodeGrants.back(
                    redirectUri, "error=" + problem.get() + "&error_description=Invalid+request", handle));
        }
        facts.put("clientName", client.clientName());
        CodeGrants.Asked asked = new CodeGrants.Asked(
                client, redirectUri, handle, query.get("code_challenge").orElse(""));
        return switch (state.behaviour().approval().by()) {
            case ALWAYS -> Reply.redirect(state.codeGrants().approved(asked, state.approver()));
            case NEVER -> Reply.redirect(CodeGrants.denied(asked));
            case PERSON ->
                form.on(
                                Page.titled("Authorize a program")
                                        .paragraph("A program on this computer requests access as you.")
                                        .fact("Program", client.clientName())
                                        .fact("Start URL", state.startUrl())
                                        .leadingTo(redirectUri),
                                "/authorize",
                                state.codeGrants().await(asked),
                                "")
                        .reply(200);
        };
    }

    private static Optional<String> problem(Parameters query, Registration client) {
        if (!query.get("response_type").filter("code"::equals).isPresent()) {
            return Optional.of("unsupported_response_type");
        }
        List<String> scopes = List.of(query.get("scopes").orElse("").split(" ", -1));
        if (!client.scopes()
                .containsAll(scopes.stream().filter(scope -> !scope.isEmpty()).toList())) {
            return Optional.of("invalid_scope");
        }
        boolean hashed =
                query.get("code_challenge_method").filter("S256"::equals).isPresent();
        boolean challenged = query.get("code_challenge")
                .filter(text -> text.matches("[A-Za-z0-9_-]{43}"))
                .isPresent();
        boolean stated = query.has("state");
        return hashed && challenged && stated ? Optional.empty() : Optional.of("invalid_request");
    }

    // RFC 8252 7.3: on loopback any port is the registered one, when that names none.
    private static boolean registered(String asked, List<String> registered) {
        try {
            URI uri = new URI(asked);
            String portless = uri.getScheme() + "://" + uri.getHost() + uri.getRawPath();
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            return registered.contains(asked) || (plain && registered.contains(portless));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Reply decide(Parameters sent) {
        String ticket = sent.get("ticket").orElse("");
        if (state.codeGrants().find(ticket).isEmpty()) {
            throw decidedBefore();
        }
        // A wrong MFA code leaves the request open.
        String user = SignInForm.approves(sent) ? form.signer(sent) : "";
        CodeGrants.Asked asked = state.codeGrants().take(ticket).orElseThrow(AuthorizePage::decidedBefore);
        return Reply.redirect(
                user.isEmpty() ? CodeGrants.denied(asked) : state.codeGrants().approved(asked, user));
    }

    private static Refusal decidedBefore() {
        return new Refusal(400, "invalid_request", "This request was already approved or denied.");
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
