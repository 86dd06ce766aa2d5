package dev.awssso.signin;

import dev.awssso.problem.Notes;
import java.net.URI;
import java.time.Duration;

/** What a sign-in says to the person who does it. */
public interface SignInPrompt extends Notes {

    /** True when a person sits there. */
    boolean attended();

    /** Tells where to approve the device code; the browser has been sent there already when {@code opened}. */
    void deviceCode(DeviceAuthorization authorization, boolean opened);

    /** Tells the address on which the sign-in continues; the browser has been sent there already when {@code opened}. */
    void authorize(URI address, boolean opened);

    /** The browser has not come back for half a minute: says what to do where its page shows an error. */
    void stillWaiting(Instance instance);

    /** A code is good for this much longer, where somebody watches. */
    void waiting(Duration left);

    /** The waiting is over. */
    void waited();
}
