package dev.awssso.signin;

import org.jspecify.annotations.Nullable;

/**
 * How a command wants to come to its access token.
 *
 * @param asking whether a person may be asked to sign in
 * @param noBrowser print the address instead of opening a browser
 * @param useDeviceCode the device flow in any case
 * @param anew sign in although there is a token
 * @param refresh when to exchange a token for a newer one
 * @param stateless read and write no token file
 * @param noRefreshToken ask for a token that cannot be refreshed
 * @param callbackPort the port on 127.0.0.1 that the browser is redirected to, 0 for any
 * @param given a token to use instead of all that
 */
public record SignInWish(
        Asking asking,
        boolean noBrowser,
        boolean useDeviceCode,
        boolean anew,
        RefreshMode refresh,
        boolean stateless,
        boolean noRefreshToken,
        int callbackPort,
        @Nullable GivenToken given) {

    /** Whether a person may be asked to sign in. */
    public enum Asking {
        /** Never: credential_process and the server, which nobody looks at. */
        NEVER,
        /** When somebody can answer: at a terminal, or where a browser can be started. */
        WHEN_POSSIBLE,
        /** Always: that is what {@code login} is for. */
        ALWAYS
    }

    /** What a program wants that runs with nobody before it. */
    public static SignInWish unattended() {
        return new SignInWish(Asking.NEVER, true, false, false, RefreshMode.AUTO, false, false, 0, null);
    }

    /** What a command wants when no option says otherwise. */
    public static SignInWish attended() {
        return new SignInWish(Asking.WHEN_POSSIBLE, false, false, false, RefreshMode.AUTO, false, false, 0, null);
    }

    /** The same wish with another answer to whether a person may be asked. */
    public SignInWish asking(Asking other) {
        return new SignInWish(
                other, noBrowser, useDeviceCode, anew, refresh, stateless, noRefreshToken, callbackPort, given);
    }

    /** The same wish with a fixed port for the browser's redirect. */
    public SignInWish callbackPort(int port) {
        return new SignInWish(asking, noBrowser, useDeviceCode, anew, refresh, stateless, noRefreshToken, port, given);
    }
}
