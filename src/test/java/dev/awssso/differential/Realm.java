package dev.awssso.differential;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import dev.awssso.sandbox.UserKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the homes of a run refer to: users with keys, programs that print keys, sign-ins, and their sandbox. */
final class Realm {

    /** An IAM user and its keys. */
    record User(String accessKeyId, String secretAccessKey, String arn) {}

    private static final int USERS = 24;
    private static final int LOGINS = 6;

    private final RunningSandbox sandbox;
    private final Path directory;
    private final List<User> users = new ArrayList<>();
    private final List<Path> documents = new ArrayList<>();
    private final List<LoginSession> logins = new ArrayList<>();
    private final Path webIdentity;

    Realm(RunningSandbox sandbox, Path directory) {
        this.sandbox = sandbox;
        this.directory = directory;
        for (int i = 0; i < USERS; i++) {
            UserKeys keys = sandbox.controls().createUser(RunningSandbox.ACCOUNT, "user-" + i);
            users.add(new User(keys.accessKeyId(), keys.secretAccessKey(), keys.arn()));
            documents.add(write("keys-" + i + ".json", document(keys)));
        }
        for (int i = 0; i < LOGINS; i++) {
            Duration long_ = Duration.ofHours(12);
            logins.add(
                    i % 2 == 0
                            ? sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "login-" + i, long_)
                            : sandbox.controls().loginAsRole(RunningSandbox.ACCOUNT, "LoginRole" + i, long_));
        }
        webIdentity = write("web-identity", sandbox.controls().webIdentityToken());
    }

    private static String document(UserKeys keys) {
        return JsonStyle.COMPACT.write(JsonObject.empty()
                .with("Version", 1)
                .with("AccessKeyId", keys.accessKeyId())
                .with("SecretAccessKey", keys.secretAccessKey()));
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningSandbox sandbox() {
        return sandbox;
    }

    User user(int number) {
        return users.get(number % USERS);
    }

    /** The words of a {@code credential_process} that prints the keys of a user. */
    String process(int user) {
        return "cat " + documents.get(user % USERS);
    }

    /** The user whose keys a {@link #process} prints. */
    String processArn(String words) {
        return user(Integer.parseInt(words.replaceFirst(".*keys-(\\d+).json", "$1")))
                .arn();
    }

    /** The name of the IAM role behind a permission set. */
    static String reservedName(String account, String role) {
        return "AWSReservedSSO_" + role + "_"
                + SignIns.hex("SHA-256", account + "/" + role).substring(0, 16);
    }

    LoginSession login(int number) {
        return logins.get(number % LOGINS);
    }

    Path webIdentity() {
        return webIdentity;
    }

    /** Variables that every program here needs. */
    Map<String, String> variables() {
        return Map.of(
                "PATH", System.getenv("PATH"),
                "AWS_ENDPOINT_URL", sandbox.url(),
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_MAX_ATTEMPTS", "1",
                "AWS_EC2_METADATA_DISABLED", "true");
    }
}
