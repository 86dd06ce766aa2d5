package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.AdminToken;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.TokenStore.Use;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.run.EndpointVariables;
import dev.awssso.run.EndpointVariables.Token;
import dev.awssso.run.EndpointVariables.TokenVariable;
import java.net.URI;

/** Which token a shell gets for a slot: always a read token of that slot, never the admin token. */
final class EndpointTokens {

    private final Toolbox toolbox;
    private final TokenStore tokens;

    EndpointTokens(Toolbox toolbox) {
        this.toolbox = toolbox;
        this.tokens = new ServerAccess(toolbox).tokens();
    }

    /**
     * What a shell of this machine sets: a read token in token mode, no token where the server wants none.
     *
     * @param slot {@link SlotName#UNNAMED} for the default slot
     */
    EndpointVariables forShell(URI endpoint, SlotName slot) {
        BearerToken stored = tokens.read().admin();
        if (stored != null) {
            return new EndpointVariables(endpoint, readToken(Use.SHELL, slot));
        }
        if (AdminToken.find(null, toolbox.environment()).token() == null) {
            return new EndpointVariables(endpoint, null);
        }
        // A token that the shell has from elsewhere: no store here could make a read token that its server knows.
        toolbox.terminal()
                .note(
                        "the token of the shell is unchanged: a read token can only be made where the server's token is stored");
        return new EndpointVariables(endpoint, null).keepingToken();
    }

    /**
     * What a shell on another host sets; a {@link Problem.Usage} where the server has no token.
     *
     * @param slot {@link SlotName#UNNAMED} for the default slot
     */
    EndpointVariables forRemote(URI endpoint, SlotName slot) {
        if (tokens.read().admin() == null) {
            throw new Problem.Usage(
                    "a forwarded port requires a bearer token in the secret store",
                    "the forwarder runs as this user, so without a token the server would answer every user of the other host",
                    ShellCommand.of("aws-sso", "ecs", "bearer-token", "--generate"));
        }
        return new EndpointVariables(endpoint, readToken(Use.REMOTE_SHELL, slot));
    }

    private Token readToken(Use use, SlotName slot) {
        BearerToken token = tokens.reuse(use, slot, () -> BearerToken.generate(toolbox.random()));
        return new Token(TokenVariable.VALUE, token.header());
    }
}
