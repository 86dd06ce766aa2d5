package dev.awssso.roles;

import dev.awssso.problem.Problem;

/** An account as a person writes it: by its id or by its name. */
public sealed interface AccountSpec {

    /**
     * By its id.
     *
     * @param id the id
     * @param padded true when leading zeros had been lost and were put back, which deserves a note
     */
    record ById(AccountId id, boolean padded) implements AccountSpec {}

    /**
     * By its name, which must be unambiguous among the accounts of the person.
     *
     * @param name the name
     */
    record ByName(String name) implements AccountSpec {}

    /**
     * Reads {@code 111111111111}, {@code 1111-1111-1111} and ids whose leading zeros a spreadsheet ate; everything
     * else is a name.
     *
     * @throws Problem.Usage when it is empty or has more than 12 digits
     */
    static AccountSpec parse(String text) {
        String given = text.strip();
        if (given.isEmpty()) {
            throw new Problem.Usage("invalid account: it is empty", null, null);
        }
        if (!given.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-') || given.startsWith("-")) {
            return new ByName(given);
        }
        String digits = given.replace("-", "");
        if (digits.length() > 12) {
            throw new Problem.Usage(
                    "invalid account id: it has " + digits.length() + " digits, and must have 12", null, null);
        }
        return new ById(new AccountId("0".repeat(12 - digits.length()) + digits), digits.length() < 12);
    }
}
