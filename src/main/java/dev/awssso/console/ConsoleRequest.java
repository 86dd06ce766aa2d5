package dev.awssso.console;

import dev.awssso.credentials.Origin;
import dev.awssso.credentials.RoleCredentials;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to open the console with.
 *
 * @param credentials whose session it becomes
 * @param origin how they came to be
 * @param region where to sign in and which region to show
 * @param regionAsked true when an option named the region
 * @param signinOverride the configured endpoint in place of the partition's sign-in host; null for none
 * @param issuer where the person goes when the session is over: the start URL; null when there is none
 * @param destination a page of the console, path or URL; null for its home
 * @param duration how long the session is to last; null for as long as the credentials
 * @param signOutFirst end the browser's present session first
 */
public record ConsoleRequest(
        RoleCredentials credentials,
        Origin origin,
        String region,
        boolean regionAsked,
        @Nullable URI signinOverride,
        @Nullable String issuer,
        @Nullable String destination,
        @Nullable Duration duration,
        boolean signOutFirst) {}
