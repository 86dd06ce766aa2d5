package dev.awssso.roles;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an IAM role: {@code arn:<partition>:iam::<account>:role/<path and name>}.
 *
 * @param partition a known partition
 * @param account the account it is in
 * @param path the text between {@code role/} and the name: empty, or ends in a slash
 * @param name the role's name
 */
public record RoleArn(Partition partition, AccountId account, String path, String name) {

    private static final int LONGEST = 2048;
    private static final String ASSUMED_ROLE = ":assumed-role/";
    // IAM: a path is printable ASCII with no blank, a name [A-Za-z0-9_+=,.@-]{1,64}.
    private static final Pattern FORM =
            Pattern.compile("arn:([a-z-]+):iam::([0-9]{12}):role/((?:[!-.0-~]+/)*)([A-Za-z0-9_+=,.@-]{1,64})");

    /** Reads an ARN; empty when it is not the ARN of a role in a known partition. */
    public static Optional<RoleArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        return Partition.ofId(matcher.group(1))
                .map(partition ->
                        new RoleArn(partition, new AccountId(matcher.group(2)), matcher.group(3), matcher.group(4)));
    }

    /**
     * The role of a session, {@code arn:PARTITION:sts::ACCOUNT:assumed-role/NAME/SESSION}, in which the role's path is
     * not; empty when it is not the ARN of one.
     */
    public static Optional<RoleArn> ofSession(String text) {
        int kind = text.indexOf(ASSUMED_ROLE);
        int name = kind + ASSUMED_ROLE.length();
        int end = kind < 0 ? -1 : text.indexOf('/', name);
        return end < 0
                ? Optional.empty()
                : parse(text.substring(0, kind).replace(":sts:", ":iam:") + ":role/" + text.substring(name, end));
    }

    @Override
    public String toString() {
        return "arn:" + partition.id() + ":iam::" + account + ":role/" + path + name;
    }
}
