package dev.awssso.sandbox;

/** Long-term access keys of an IAM user of the sandbox. Prints as the access key id only. */
public final class UserKeys {

    private final Keys keys;

    UserKeys(Keys keys) {
        this.keys = keys;
    }

    public String accessKeyId() {
        return keys.accessKeyId();
    }

    public String secretAccessKey() {
        return keys.secretAccessKey();
    }

    public String arn() {
        return keys.principal().arn();
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
