package dev.awssso.sandbox;

import java.util.Optional;

/**
 * Access key ids as AWS makes them: a prefix of four letters and 16 of base32, whose first 48 bits hold a one, the
 * number of the account in 40 bits, and 7 others. STS's GetAccessKeyInfo reads it, and so do others offline.
 */
final class AccessKeyIds {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DIGITS = 16;
    private static final int BITS_OF_A_DIGIT = 5;
    private static final long MARK = 1L << 47;
    private static final int ACCOUNT_SHIFT = 7;
    private static final long LARGEST_ACCOUNT = 999_999_999_999L;

    private AccessKeyIds() {}

    /**
     * An id of this account.
     *
     * @param random five bytes that tell it from others
     */
    static String make(String prefix, String account, byte[] random) {
        long high = MARK | Long.parseLong(account) << ACCOUNT_SHIFT | (random[0] & 0x7f);
        // 80 bits: 48 of these, then 32 random ones.
        long low =
                (random[1] & 0xffL) << 24 | (random[2] & 0xffL) << 16 | (random[3] & 0xffL) << 8 | (random[4] & 0xffL);
        StringBuilder id = new StringBuilder(prefix);
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = 80 - BITS_OF_A_DIGIT * (digit + 1);
            long bits = shift >= 32 ? high >>> (shift - 32) : high << (32 - shift) | low >>> shift;
            id.append(BASE32.charAt((int) (bits & 0x1f)));
        }
        return id.toString();
    }

    /** The account in an id; empty when it is not one of AWS's present kind. */
    static Optional<String> account(String id) {
        if (!id.matches("[A-Z]{4}[A-Z2-7]{16}")) {
            return Optional.empty();
        }
        long high = 0;
        // Ten digits are 50 bits; the last two of them belong to the rest.
        for (int digit = 0; digit < 10; digit++) {
            high = high << BITS_OF_A_DIGIT | BASE32.indexOf(id.charAt(4 + digit));
        }
        high >>>= 2;
        long account = (high & ~MARK) >>> ACCOUNT_SHIFT;
        return (high & MARK) == 0 || account > LARGEST_ACCOUNT
                ? Optional.empty()
                : Optional.of(String.format(java.util.Locale.ROOT, "%012d", account));
    }
}
