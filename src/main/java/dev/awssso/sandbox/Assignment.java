package dev.awssso.sandbox;

/**
 * A permission set that a person or a group has in an account.
 *
 * @param principal who has it
 * @param account twelve digits
 * @param permissionSet its name
 */
public record Assignment(Holder principal, String account, String permissionSet) {

    /** A person or a group, by name. */
    public record Holder(boolean group, String name) {

        public static Holder user(String name) {
            return new Holder(false, name);
        }

        public static Holder group(String name) {
            return new Holder(true, name);
        }
    }
}
