package dev.awssso.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.awssso.Cli;
import dev.awssso.cli.PortalHome;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same homes for this program and for the SDKs for Python, Java and JavaScript: whose identity each comes to. A
 * seed is always the same, so that a change is judged by what it changed; {@code -Ddifferential.seed=N} looks at other
 * homes, {@code -Ddifferential.homes=N} at more or fewer, and {@code -Dgolden.update} writes the reference page.
 */
class IdentityDifferentialTest {

    private static final int QUICK = 100;
    private static final int SLOW = 2000;
    private static final long SEED = 1;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    @TempDir
    Path directory;

    @Test
    void agreesWithTheSdksInAFewHomes() throws IOException {
        assumeTrue(IdentityClient.areInstalled(), "the real clients are not installed, see .ci/run");
        run(QUICK);
    }

    @Test
    @Tag("slow")
    void agreesWithTheSdksInManyHomes() throws IOException {
        Differences differences = run(SLOW);
        ParserReference.check(differences);
    }

    private Differences run(int homes) throws IOException {
        long seed = Long.getLong("differential.seed", SEED);
        int count = Integer.getInteger("differential.homes", homes);
        sandbox.accessTokensLast(Duration.ofHours(12));
        Realm realm = new Realm(sandbox, Files.createDirectory(directory.resolve("realm")));
        SignIns.Tokens tokens = new SignIns.Tokens(token(SignIns.PERSON), token(SignIns.OTHER));
        Differences differences = new Differences();
        Random random = new Random(seed);
        try (IdentityClient botocore = IdentityClient.botocore(realm, directory.resolve("current-python"));
                IdentityClient java = IdentityClient.java(realm, directory.resolve("current"));
                IdentityClient javascript = IdentityClient.javascript(realm)) {
            List<IdentityClient> clients = List.of(botocore, java, javascript);
            for (int i = 0; i < count; i++) {
                Path home = Files.createDirectory(directory.resolve("home-" + i));
                differences.add(compare(RandomHome.make(realm, tokens, random, home), clients, realm));
            }
        }
        System.out.println("seed " + seed + ": " + differences.summary());
        assertTrue(
                differences.failures().isEmpty(),
                () -> "seed " + seed + "\n" + String.join("\n\n", differences.failures()));
        return differences;
    }

    private static Comparison compare(Home home, List<IdentityClient> clients, Realm realm) {
        clients.forEach(client -> client.ask(home));
        List<String> ours = new ArrayList<>();
        for (Home.Question question : home.questions()) {
            ours.add(ours(home, question, realm));
        }
        List<IdentityClient.Answers> theirs =
                clients.stream().map(IdentityClient::answer).toList();
        return new Comparison(home, theirs, ours);
    }

    private static String ours(Home home, Home.Question question, Realm realm) {
        Cli cli = Cli.at(home.directory()).with(home.variables());
        Cli.Result result = question.profile() == null
                ? cli.run("credential-process", "--no-role-cache")
                : cli.run("credential-process", "--no-role-cache", "--profile", question.profile());
        if (result.exit() == 1) {
            return "internal error: " + result.err();
        }
        if (result.exit() != 0) {
            return Home.REFUSED;
        }
        JsonObject keys = JsonObject.parse(result.out());
        return Identity.ofKeys(
                realm.sandbox(),
                keys.string("AccessKeyId").orElse(""),
                keys.string("SecretAccessKey").orElse(""),
                keys.string("SessionToken").orElse(null));
    }

    private String token(String user) throws IOException {
        sandbox.controls().user(user);
        PortalHome home = new PortalHome(Files.createDirectory(directory.resolve(user)), sandbox);
        Cli.Result result = home.run("login");
        assertTrue(result.exit() == 0, result.err());
        Path file = home.home().resolve(".aws/sso/cache/" + SignIns.hex("SHA-1", sandbox.startUrl()) + ".json");
        return JsonObject.parse(Files.readString(file)).string("accessToken").orElseThrow();
    }
}
