package dev.awssso.secrets;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets of ours rest between commands: named entries, each one text.
 *
 * <p>A store that is there and cannot be read is a {@link dev.awssso.problem.Problem.LocalFile} and never looks like
 * one that holds nothing: whoever asks for a token must not continue without it.
 */
public interface SecretStore {

    /** The entry, empty when nothing was stored under that name. */
    Optional<Secret> read(String entry);

    /**
     * Replaces one entry by what the change makes of it, under the store's lock, so that changes of several processes
     * follow each other and none is lost.
     *
     * @param change gets the present secret or null and returns the new one, or null to remove the entry; it must not
     *     use the store
     */
    void update(String entry, UnaryOperator<@Nullable Secret> change);

    /** A text that differs after every change, so cheap to get that a server can look every second. */
    String changeStamp();
}
