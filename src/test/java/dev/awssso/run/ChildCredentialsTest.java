package dev.awssso.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.secrets.Secret;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildCredentialsTest {

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();

    // The look for a new sign-in stumbles once, and a fetch once; both are tried again.
    @Test
    void renewalGoesOnAfterADefectThatIsReportedOnce() throws Exception {
        RoleCredentials first = keys("ASIAFIRST", Duration.ofSeconds(100));
        ChildCredentials.World world =
                new ChildCredentials.World(Instant::now, new SecureRandom(), this::signIn, notes::add);
        try (ChildCredentials child =
                ChildCredentials.open(new ChildCredentials.Kind(this::fetch, first, null), world)) {
            String body = "";
            for (int i = 0; i < 600 && !body.contains("ASIASECOND"); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                body = get(child);
            }
            assertTrue(body.contains("ASIASECOND"), body);
        }
        List<String> defects = notes.stream()
                .filter(note -> note.contains("internal error while"))
                .toList();
        assertEquals(1, defects.size(), notes.toString());
        assertTrue(defects.get(0).contains("IllegalStateException"), defects.get(0));
    }

    private Object signIn() {
        int look = looks.incrementAndGet();
        if (look == 2) {
            throw new IllegalStateException("defect");
        }
        return look;
    }

    private RoleCredentials fetch() {
        if (fetches.incrementAndGet() == 1) {
            throw new Problem.SignIn("sign-in is needed", null, ShellCommand.of("aws-sso", "login"));
        }
        return keys("ASIASECOND", Duration.ofHours(1));
    }

    private static RoleCredentials keys(String id, Duration life) {
        return new RoleCredentials(
                id, Secret.of("sec"), Secret.of("tok"), Instant.now().plus(life), null);
    }

    private static String get(ChildCredentials child) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) child.endpoint().toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestProperty("Authorization", "Bearer " + child.token().reveal());
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
