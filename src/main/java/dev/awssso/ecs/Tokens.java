package dev.awssso.ecs;

import dev.awssso.platform.Environment;
import dev.awssso.platform.FileStamp;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a running server. It notices changes of the store and of token files by their stamps; what has become
 * unreadable changes nothing, and the admin token that is in force stays so until another one takes its place.
 */
public final class Tokens {

    private final TokenStore store;
    private final Environment environment;
    private final List<ReadTokenFile> files;
    private volatile TokenBook book = new TokenBook(null, List.of());
    private volatile boolean variableDiffers;
    private String loaded = "";
    private String reported = "";

    private Tokens(TokenStore store, Environment environment, List<ReadTokenFile> files) {
        this.store = store;
        this.environment = environment;
        this.files = List.copyOf(files);
    }

    /**
     * The tokens at the start. Fails closed: what cannot be read ends the start, it never means that there is no token.
     *
     * @param files read tokens that are given as files
     * @throws Problem.LocalFile when the store or a named token file cannot be read
     */
    public static Tokens load(TokenStore store, Environment environment, List<ReadTokenFile> files) {
        Tokens tokens = new Tokens(store, environment, files);
        tokens.reload(tokens.stamp());
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
     * Looks whether the store or a token file has changed, and reads them then.
     *
     * @return true when they were read again
     * @throws Problem when they cannot be read, once for each change; the tokens stay as they were
     */
    public synchronized boolean look() {
        // The stamp first: a change while they are read is found at the next look.
        String present = stamp();
        if (present.equals(loaded)) {
            return false;
        }
        try {
            reload(present);
            return true;
        } catch (Problem unreadable) {
            if (present.equals(reported)) {
                return false;
            }
            reported = present;
            throw unreadable;
        }
    }

    private void reload(String stamp) {
        TokenStore.Snapshot snapshot = store.read();
        AdminToken admin = AdminToken.find(snapshot.admin(), environment);
        List<ReadToken> readers = new ArrayList<>();
        files.forEach(file -> readers.add(file.read()));
        readers.addAll(snapshot.readTokens());
        BearerToken inForce = admin.token() == null ? book.admin() : admin.token();
        book = new TokenBook(inForce, readers);
        variableDiffers = admin.variableDiffers();
        loaded = stamp;
        reported = "";
    }

    private String stamp() {
        StringBuilder stamp = new StringBuilder(store.changeStamp());
        environment.get(AdminToken.FILE_VARIABLE).ifPresent(file -> stamp.append('\n')
                .append(stamp(file)));
        files.forEach(file -> stamp.append('\n').append(stamp(file.file().toString())));
        return stamp.toString();
    }

    private static String stamp(String file) {
        try {
            return FileStamp.of(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            return "-";
        }
    }
}
