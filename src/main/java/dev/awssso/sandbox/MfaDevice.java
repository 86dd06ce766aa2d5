package dev.awssso.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The MFA device of the sandbox's users. It always shows the same codes; as with a real one, a code is good once in its
 * half minute.
 */
final class MfaDevice {

    static final Set<String> CODES = Set.of("123456", "654321");
    static final String NAME = "mfa/sandbox";

    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<String, Instant> spent = new HashMap<>();

    MfaDevice(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whether a call shows a code of this device.
     *
     * @return false when the call shows none
     * @throws Refusal when it shows a wrong one
     */
    synchronized boolean shown(StsParameters parameters) {
        Optional<String> serial = parameters.optional("SerialNumber", 9, 256, "[\\w+=/:,.@-]*");
        Optional<String> code = parameters.optional("TokenCode", 6, 6, "[0-9]*");
        if (serial.isEmpty() && code.isEmpty()) {
            return false;
        }
        if (!serial.filter(text -> text.endsWith(":" + NAME)).isPresent()
                || !code.filter(this::accepts).isPresent()) {
            throw new Refusal(
                    403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        return true;
    }

    /** Whether it shows this code and the code was not used yet; it then has been. */
    synchronized boolean accepts(String code) {
        Instant now = clock.instant();
        if (!CODES.contains(code) || now.isBefore(spent.getOrDefault(code, Instant.MIN))) {
            return false;
        }
        spent.put(code, now.plus(WINDOW));
        return true;
    }
}
