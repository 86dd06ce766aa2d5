package dev.awssso.roles;

/**
 * An AWS account's id.
 *
 * @param digits always twelve ASCII digits, leading zeros kept
 */
public record AccountId(String digits) implements Comparable<AccountId> {

    public AccountId {
        if (!digits.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("not a 12-digit account id");
        }
    }

    @Override
    public int compareTo(AccountId other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
