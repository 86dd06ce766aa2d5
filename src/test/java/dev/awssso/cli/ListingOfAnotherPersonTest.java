package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A token that was handed over may be another person's: neither sees what the other listed. */
class ListingOfAnotherPersonTest {

    @TempDir
    Path directory;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start();

    private PortalHome home = new PortalHome(Path.of("."), sandbox);

    @BeforeEach
    void oneIsSignedIn() {
        home = new PortalHome(directory, sandbox)
                .has(
                        PortalHome.account("111111111111", "first", "Admin"),
                        PortalHome.account("222222222222", "mine", "Reader"));
        assertEquals(0, home.run("login").exit());
    }

    // The sandbox has one person; who holds the other's token sees these accounts while they are set.
    private void theOtherMayUse() {
        home.has(
                PortalHome.account("111111111111", "first", "Admin"),
                PortalHome.account("333333333333", "theirs", "Boss"));
    }

    private void theFirstMayUse() {
        home.has(
                PortalHome.account("111111111111", "first", "Admin"),
                PortalHome.account("222222222222", "mine", "Reader"));
    }

    private Cli.Result withToken(String... words) {
        return withToken(home.cli(), words);
    }

    private Cli.Result withToken(Cli cli, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--sso-access-token", token()));
        return cli.run(all.toArray(String[]::new));
    }

    private String token() {
        Path cache = directory.resolve(".aws/sso/cache");
        String name = Objects.requireNonNull(cache.toFile().list((dir, file) -> file.endsWith(".json")))[0];
        return JsonObject.parse(home.read(".aws/sso/cache/" + name))
                .string("accessToken")
                .orElseThrow();
    }

    @Test
    void listOfAHandedTokenIsNotShownToTheSignedInPerson() {
        theOtherMayUse();
        for (String command : List.of("accounts", "roles")) {
            assertTrue(withToken(command).out().contains("theirs"), command);
        }
        assertEquals(0, withToken("dumpconfig").exit());

        theFirstMayUse();
        for (String command : List.of("accounts", "roles")) {
            Cli.Result own = home.run(command);
            assertTrue(own.out().contains("mine"), own.out());
            assertFalse(own.out().contains("theirs"), own.out());
        }
    }

    @Test
    void rolesOfOneAccountByAHandedTokenAreNotKept() {
        home.run("accounts");
        home.has(PortalHome.account("111111111111", "first", "Boss"));
        assertTrue(withToken("roles", "--account-id", "111111111111").out().contains("Boss"));

        theFirstMayUse();
        assertFalse(home.run("roles", "--account-id", "111111111111").out().contains("Boss"));
    }

    @Test
    void profilesOfTheSignedInPersonAreNotFoundWithAHandedToken() {
        assertEquals(0, home.run("roles").exit());
        theOtherMayUse();

        Cli.Result result = withToken("dumpcreds", "--profile", "mine-Reader");

        assertEquals(5, result.exit(), result.err());
        assertTrue(result.err().contains("profile \"mine-Reader\" does not exist"), result.err());
    }

    @Test
    void nothingIsKeptWhereNobodyKnowsTheStartUrl() {
        Path elsewhere = directory.resolve("elsewhere");
        Cli cli = Cli.at(elsewhere).with("AWS_ENDPOINT_URL", sandbox.url());

        assertEquals(0, withToken(cli, "roles").exit());

        assertFalse(Files.exists(elsewhere.resolve(".cache")));
    }
}
