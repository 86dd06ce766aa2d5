package dev.awssso.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.sandbox.LoginSession;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One sign-in of {@code aws login}, renewed in turn by the SDKs, unchanged, and by this program. */
@Tag("slow")
class LoginSessionClientsTest {

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path directory;

    private Path file;
    private Home home;

    private void signIn(Realm realm) throws IOException {
        Path person = Files.createDirectory(directory.resolve("home"));
        LoginSession session = sandbox.controls().loginAsUser(RunningSandbox.ACCOUNT, "ann", Duration.ofMinutes(3));
        SignIns.write(person.resolve(".aws/config"), "[profile p]\nlogin_session = " + session.name() + "\n");
        file = person.resolve(".aws/login/cache/" + SignIns.hex("SHA-256", session.name()) + ".json");
        SignIns.write(file, JsonStyle.COMPACT.write(session.document()));
        Map<String, String> variables = new HashMap<>(realm.variables());
        variables.put("HOME", person.toString());
        home = new Home(person, variables, List.of(new Home.Question("p", Set.of(), session.name())), Set.of());
    }

    // As if most of the time of the keys were over.
    private void age() throws IOException {
        JsonObject document = JsonObject.parse(Files.readString(file));
        Instant soon = Instant.now().plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.SECONDS);
        JsonObject keys = document.object("accessToken").orElseThrow().with("expiresAt", soon.toString());
        Files.writeString(file, JsonStyle.COMPACT.write(document.with("accessToken", keys)));
    }

    private void weRenew(int calls) {
        Cli.Result result = Cli.at(home.directory()).with(home.variables()).run("getcallerid", "--profile", "p");
        assertEquals(0, result.exit(), result.err());
        assertEquals(calls, sandbox.calls("CreateOAuth2Token"));
    }

    @Test
    void theSdksAndThisProgramRenewItInTurn() throws IOException {
        assumeTrue(IdentityClient.areInstalled(), "the real clients are not installed, see .ci/run");
        Realm realm = new Realm(sandbox, Files.createDirectory(directory.resolve("realm")));
        signIn(realm);
        try (IdentityClient botocore = IdentityClient.botocore(realm, directory.resolve("current-python"));
                IdentityClient java = IdentityClient.java(realm, directory.resolve("current"));
                IdentityClient javascript = IdentityClient.javascript(realm)) {
            int calls = 1;
            weRenew(calls);
            for (IdentityClient client : List.of(botocore, java, javascript)) {
                age();
                client.ask(home);
                IdentityClient.Answers answers = client.answer();
                assertEquals(
                        List.of("arn:aws:iam::111111111111:user/ann"),
                        answers.identities(),
                        answers.errors()::toString);
                calls++;
                assertEquals(calls, sandbox.calls("CreateOAuth2Token"), client.name());
                // What it wrote is used by us as it is, and renewed by us when its time comes.
                weRenew(calls);
                age();
                calls++;
                weRenew(calls);
            }
        }
    }
}
