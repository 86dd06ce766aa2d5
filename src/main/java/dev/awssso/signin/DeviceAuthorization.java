package dev.awssso.signin;

import dev.awssso.secrets.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * The answer of StartDeviceAuthorization (RFC 8628 3.2).
 *
 * @param deviceSecret the device code, which is exchanged for the token
 * @param userCode what the person compares or types
 * @param verificationUri where
 * @param verificationUriComplete where, with the code filled in
 * @param lifetime how long the code is good for
 * @param interval the least time between two polls
 */
public record DeviceAuthorization(
        Secret deviceSecret,
        String userCode,
        URI verificationUri,
        URI verificationUriComplete,
        Duration lifetime,
        Duration interval) {}
