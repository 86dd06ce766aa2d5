package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.ecs.AdminToken;
import dev.awssso.ecs.BearerToken;
import dev.awssso.ecs.TokenStore;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.problem.Problem;
import dev.awssso.run.EndpointVariables.Token;
import dev.awssso.run.EndpointVariables.TokenVariable;
import dev.awssso.secrets.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which token a shell gets for a slot: never the admin token where a read token does. */
final class EndpointTokens {

    static final String WARNING = "this is the server's own bearer token: whoever has it can use every role of yours;"
            + " for a token of one slot: aws-sso ecs env --slot NAME";

    private static final Duration REMOTE_LIFETIME = Duration.ofHours(12);

    private final Toolbox toolbox;
    private final TokenStore tokens;

    EndpointTokens(Toolbox toolbox) {
        this.toolbox = toolbox;
        this.tokens = new ServerAccess(toolbox).tokens();
    }

    /**
     * The token for a shell of this machine, null where the server wants none.
     *
     * @param slot null for the default slot, which only the admin token opens
     */
    @Nullable
    Token find(@Nullable SlotName slot) {
        TokenStore.Snapshot stored = tokens.read();
        BearerToken admin =
                AdminToken.find(stored.admin(), toolbox.environment()).token();
        if (admin == null) {
            return null;
        }
        if (slot == null || stored.admin() == null) {
            // Read tokens need a stored admin token; a token that was only given by a variable stays where it is.
            return ofFile(admin::equals).orElseGet(() -> withWarning(admin));
        }
        Predicate<BearerToken> readsSlot = token -> stored.readTokens().stream()
                .anyMatch(known -> known.slot().equals(slot) && known.hash().equals(token.hash()));
        return ofFile(readsSlot).orElseGet(() -> value(tokens.lasting(slot).orElseGet(() -> fresh(slot, null))));
    }

    /** The token for a shell on another host; a {@link Problem.Usage} where the server has none. */
    Token forRemote(@Nullable SlotName slot) {
        TokenStore.Snapshot stored = tokens.read();
        BearerToken admin =
                AdminToken.find(stored.admin(), toolbox.environment()).token();
        if (admin == null) {
            throw new Problem.Usage(
                    "a forwarded port needs a bearer token",
                    "the forwarder runs as you, so that the server would serve everybody behind it",
                    "aws-sso ecs bearer-token --generate");
        }
        return slot == null ? withWarning(admin) : value(fresh(slot, REMOTE_LIFETIME));
    }

    private Optional<Token> ofFile(Predicate<BearerToken> fits) {
        return toolbox.environment()
                .get(AdminToken.FILE_VARIABLE)
                .filter(path -> holds(path, fits))
                .map(path -> new Token(TokenVariable.FILE, Secret.of(path)));
    }

    private static boolean holds(String path, Predicate<BearerToken> fits) {
        try {
            return fits.test(AdminToken.ofFile(path));
        } catch (Problem.LocalFile | Problem.Usage unusable) {
            return false;
        }
    }

    private BearerToken fresh(SlotName slot, @Nullable Duration lifetime) {
        BearerToken token = BearerToken.generate(toolbox.random());
        tokens.grant(token, slot, lifetime);
        return token;
    }

    private Token withWarning(BearerToken admin) {
        toolbox.terminal().note(WARNING);
        return value(admin);
    }

    private static Token value(BearerToken token) {
        return new Token(TokenVariable.VALUE, token.header());
    }
}
