package dev.awssso.signin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The token files that the AWS CLI, the SDKs and this program share. */
interface TokenCache {

    /** Keeps everybody else of this program out until it is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** The token of this name, empty when there is none that can be understood. */
    Optional<TokenFile> read(TokenName name);

    /** Replaces the token of this name as a whole. */
    void write(TokenName name, TokenFile token);

    /** Removes the token of this name; true when there was one. */
    boolean delete(TokenName name);

    /** Every name that holds a token, whoever wrote it. */
    List<TokenName> names();

    /** Waits for the lock of this name, at most this long, then fails with a problem that names it. */
    Hold lock(TokenName name, Duration atMost);
}
