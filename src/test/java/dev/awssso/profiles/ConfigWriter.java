package dev.awssso.profiles;

import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.RoleRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that writes one profile again and again, and can be killed. */
final class ConfigWriter {

    private ConfigWriter() {}

    /** Starts it; it prints {@code r} before it begins. */
    static Process start(Path home, String profile, String region, String times) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConfigWriter.class.getName(),
                        home.toString(),
                        profile,
                        region,
                        times)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        Environment environment = new Environment(Map.of("HOME", arguments[0]), OperatingSystem.current());
        ConfigStore store = new ConfigStore(environment, Sleeper.real());
        System.out.print("r");
        System.out.flush();
        int times = Integer.parseInt(arguments[3]);
        for (int i = 0; i < times; i++) {
            // One time for good, many times to and fro.
            String region = times == 1 ? arguments[2] : "eu-west-" + i % 5;
            new ProfileEdit(new ProfileEdit.Wish(
                            arguments[1],
                            new Portal("my-sso", "https://d-1.awsapps.com/start", "us-east-1", List.of()),
                            ProfileRules.Style.SESSION,
                            new RoleRef(new AccountId("111111111111"), "Admin"),
                            region,
                            null,
                            null))
                    .write(store);
        }
    }
}
