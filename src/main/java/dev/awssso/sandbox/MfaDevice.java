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
        Instant now = clock.instant();
        boolean fresh = code.isPresent()
                && CODES.contains(code.get())
                && !now.isBefore(spent.getOrDefault(code.get(), Instant.MIN));
        if (!fresh || !serial.filter(text -> text.endsWith(":" + NAME)).isPresent()) {
            throw new Refusal(
                    403, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        spent.put(code.get(), now.plus(WINDOW));
        return true;
    }
}
