package dev.awssso.credentials;

import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.TokenSource;
import org.jspecify.annotations.Nullable;

/** A role of Identity Center, for whoever is signed in. Only the first fetch may ask a person. */
public final class IdentityCenterSource implements CredentialSource {

    private final IdentityCenterRoles identityCenter;
    private final RoleSelection selection;
    private @Nullable TokenSource tokens;
    private boolean fetched;

    public IdentityCenterSource(IdentityCenterRoles identityCenter, RoleSelection selection) {
        this.identityCenter = identityCenter;
        this.selection = selection;
    }

    /** Asks the portal; a token it does not take although its time is not over is replaced once. */
    @Override
    public synchronized RoleCredentials fetch() {
        TokenSource source = currentTokens();
        RoleCredentials credentials = fetch(source);
        if (!fetched) {
            fetched = true;
            tokens = identityCenter.tokensLater(selection, source);
        }
        return credentials;
    }

    private TokenSource currentTokens() {
        if (tokens == null) {
            tokens = identityCenter.tokens(selection);
        }
        return tokens;
    }

    private RoleCredentials fetch(TokenSource source) {
        return source.with(token -> identityCenter.vendor().credentials(selection.instance(), token, selection.role()));
    }
}
