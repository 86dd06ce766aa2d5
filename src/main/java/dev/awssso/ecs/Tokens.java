package dev.awssso.ecs;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a running server. It notices changes of the store by its change stamp; a store that has become
 * unreadable changes nothing, and the admin token that is in force stays so until another one takes its place.
 */
public final class Tokens {

    private final TokenStore store;
    private final Environment environment;
    private final List<ReadToken> fixed;
    private volatile TokenBook book;
    private volatile boolean variableDiffers;
    private String stamp;

    private Tokens(TokenStore store, Environment environment, List<ReadToken> fixed) {
        this.store = store;
        this.environment = environment;
        this.fixed = List.copyOf(fixed);
        this.book = new TokenBook(null, List.of());
        this.stamp = "";
    }

    /**
     * The tokens at the start. Fails closed: what cannot be read ends the start, it never means that there is no token.
     *
     * @param fixed read tokens that were given as files
     * @throws Problem.LocalFile when the store or a named token file cannot be read
     */
    public static Tokens load(TokenStore store, Environment environment, List<ReadToken> fixed) {
        Tokens tokens = new Tokens(store, environment, fixed);
        tokens.reload();
        return tokens;
    }

    /** The tokens at this moment. */
    public TokenBook book() {
        return book;
    }

    /** True when the store's token is in force and the environment has another one. */
    public boolean variableDiffers() {
        return variableDiffers;
    }

    /**
     * Looks whether the store has changed, and reads it then.
     *
     * @return true when it was read anew
     * @throws Problem.LocalFile when it cannot be read; the tokens stay as they were
     */
    public synchronized boolean look() {
        if (store.changeStamp().equals(stamp)) {
            return false;
        }
        reload();
        return true;
    }

    private void reload() {
        // The stamp first: a change in between is found at the next look.
        String before = store.changeStamp();
        TokenStore.Snapshot snapshot = store.read();
        AdminToken admin = AdminToken.find(snapshot.admin(), environment);
        List<ReadToken> readers = new ArrayList<>(fixed);
        readers.addAll(snapshot.readTokens());
        BearerToken inForce = admin.token() == null ? book.admin() : admin.token();
        book = new TokenBook(inForce, readers);
        variableDiffers = admin.variableDiffers();
        stamp = before;
    }
}
