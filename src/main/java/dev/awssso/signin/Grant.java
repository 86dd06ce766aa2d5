package dev.awssso.signin;

import java.util.Locale;

/**
 * The way a client registration gets its tokens. Each registration is for one: with both, CreateToken answers 500 or
 * RegisterClient an invalid scope.
 */
public enum Grant {
    DEVICE,
    PKCE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
