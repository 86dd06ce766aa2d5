package dev.awssso.roles;

/**
 * A role of Identity Center in an account: the name of a permission set and where it is used.
 *
 * @param account where
 * @param roleName the permission set's name, {@code [A-Za-z0-9_+=,.@-]{1,64}}
 */
public record RoleRef(AccountId account, String roleName) {

    public RoleRef {
        if (!roleName.matches("[A-Za-z0-9_+=,.@-]{1,64}")) {
            throw new IllegalArgumentException("not a role name");
        }
    }

    /** Its ARN, without the path of the role behind it, which the portal does not say. */
    public RoleArn arn(String signInRegion) {
        return new RoleArn(Partition.ofRegion(signInRegion), account, "", roleName);
    }
}
