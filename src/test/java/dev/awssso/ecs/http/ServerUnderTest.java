package dev.awssso.ecs.http;

import dev.awssso.boot.Wiring;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.ecs.ServerSettings;
import dev.awssso.ecs.SignIns;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import io.quarkus.test.Mock;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the server is built of in tests that run it in this process: a home of its own, and no command line. A load for
 * the profile {@link #DEFECT} meets a defect.
 */
@Mock
@Singleton
public class ServerUnderTest {

    static final String TOKEN = "admin-token-0123456789-abcdefghijklmnop";
    static final String READ_A = "read-token-A-0123456789-abcdefghijklmn";
    static final String READ_DEFAULT = "read-token-default-0123456789-abcdefg";
    static final String DEFECT = "defect";

    private static final String DEMANDS_TOKEN = "test.demands-token";

    /** A server that demands {@link #TOKEN}. */
    public static final class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0", DEMANDS_TOKEN, "true");
        }
    }

    /** A server that knows callers by their connection. */
    public static final class WithoutToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0");
        }
    }

    private final Path home;
    private final boolean demandsToken = ConfigProvider.getConfig()
            .getOptionalValue(DEMANDS_TOKEN, Boolean.class)
            .orElse(false);

    ServerUnderTest() throws IOException {
        home = Files.createTempDirectory("aws-sso-server");
        Files.writeString(home.resolve("a"), READ_A);
        Files.writeString(home.resolve("default"), READ_DEFAULT);
    }

    @Produces
    @Singleton
    ServerSettings settings() throws IOException {
        return new ServerSettings(
                InetAddress.getByName("127.0.0.1"),
                0,
                false,
                List.of(),
                true,
                demandsToken
                        ? List.of(
                                new dev.awssso.ecs.ReadTokenFile(
                                        new dev.awssso.ecs.protocol.SlotName("A"), home.resolve("a")),
                                new dev.awssso.ecs.ReadTokenFile(
                                        dev.awssso.ecs.protocol.SlotName.UNNAMED, home.resolve("default")))
                        : List.of(),
                List.of(),
                null,
                null,
                null);
    }

    @Produces
    @Singleton
    Wiring wiring() {
        Map<String, String> variables = new HashMap<>();
        variables.put("HOME", home.toString());
        if (demandsToken) {
            variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer " + TOKEN);
        }
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false);
        return new Wiring(
                new Environment(variables, OperatingSystem.current()),
                terminal,
                InstantSource.system(),
                Sleeper.real(),
                SecureRandom::new);
    }

    @Produces
    @Singleton
    LoadRules loads(InstantSource clock) {
        SignIns none = key -> Optional.empty();
        return new LoadRules(
                clock,
                profile -> {
                    if (profile.equals(DEFECT)) {
                        throw new IllegalStateException(Loads.SECRET);
                    }
                    return Optional.empty();
                },
                new SourceRules(none, true));
    }
}
