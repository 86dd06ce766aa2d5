package dev.awssso.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Cli;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.sandbox.RunningSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AccountsAndRolesTest {

    @TempDir
    Path home;

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.withAccounts(250, 5);

    @BeforeEach
    void signIn() {
        assertEquals(0, run("login", "--use-device-code").exit());
    }

    // Waits for nothing; the pace has tests of its own.
    private Cli.Result run(String... words) {
        return Cli.at(home).with(sandbox.environment()).sleeper(pause -> {}).run(words);
    }

    private static List<?> json(Cli.Result result) {
        assertEquals(0, result.exit(), result.err());
        return (List<?>) JsonText.parse(result.out());
    }

    @Test
    void listsEveryPage() {
        assertEquals(250, json(run("accounts", "--output", "json")).size());
        assertEquals(3, sandbox.calls("ListAccounts"));
    }

    @Test
    void sortsByNameAndShowsWhatThePortalTells() {
        JsonObject last = (JsonObject) json(run("accounts", "--output", "json")).get(249);

        assertEquals("123456789012", last.string("account").orElseThrow());
        assertEquals("my-acct-3", last.string("name").orElseThrow());
        assertEquals("my-acct-3@example.com", last.string("email").orElseThrow());
    }

    @Test
    void listsEveryRoleOfEveryAccount() {
        List<?> rows = json(run("roles", "--output", "json"));

        assertEquals(247 * 5 + 5 + 3 + 1, rows.size());
        assertEquals(250, sandbox.calls("ListAccountRoles"));
    }

    @Test
    void listIsKeptForADay() {
        run("roles");
        run("roles");
        run("accounts");
        run("roles", "--account-id", "111111111111");
        assertEquals(250, sandbox.calls("ListAccountRoles"));
        assertEquals(3, sandbox.calls("ListAccounts"));

        run("accounts", "--refresh-cache");
        assertEquals(6, sandbox.calls("ListAccounts"));
    }

    @Test
    void rolesOfOneAccountByIdOrName() {
        Cli.Result byId = run("roles", "--account-id", "1111-1111-1111", "--output", "csv");
        Cli.Result byName = run("roles", "--account", "MY-ACCT-1", "--output", "csv");

        assertEquals(
                """
                account,name,role,profile
                111111111111,my-acct-1,AdministratorAccess,my-acct-1-AdministratorAccess
                111111111111,my-acct-1,PowerUserAccess,my-acct-1-PowerUserAccess
                111111111111,my-acct-1,ReadOnlyAccess,my-acct-1-ReadOnlyAccess
                111111111111,my-acct-1,SSO_SourceRole,my-acct-1-SSO_SourceRole
                111111111111,my-acct-1,SSO_TargetRole,my-acct-1-SSO_TargetRole
                """,
                byId.out());
        assertEquals(byId.out(), byName.out());
        assertEquals(1, sandbox.calls("ListAccountRoles"));
    }

    @Test
    void unknownAccountIsNotFound() {
        Cli.Result result = run("roles", "--account", "nobody's");

        assertEquals(5, result.exit());
        assertEquals("aws-sso: no account named \"nobody's\" is assigned to you\n", result.err());
    }

    @Test
    void stormOfTooManyRequestsIsSatThrough() {
        sandbox.portalAnswers429(20);

        assertEquals(250, json(run("accounts", "--output", "json")).size());
        assertEquals(23, sandbox.calls("ListAccounts"));
    }

    @Test
    void endlessStormEndsAsUnreachable() {
        sandbox.portalAnswers429(1000);

        Cli.Result result = run("accounts");

        assertEquals(6, result.exit());
        assertEquals(30, sandbox.calls("ListAccounts"));
        assertTrue(result.err().contains("too many requests"), result.err());
    }

    @Test
    void failingPortalIsTriedThreeTimes() {
        sandbox.portalAnswers500(1000);

        assertEquals(6, run("accounts").exit());
        assertEquals(3, sandbox.calls("ListAccounts"));
    }

    @Test
    void attemptsCanBeSet() {
        sandbox.portalAnswers500(1000);

        Cli.at(home)
                .with(sandbox.environment())
                .with("AWS_MAX_ATTEMPTS", "5")
                .sleeper(pause -> {})
                .run("accounts");

        assertEquals(5, sandbox.calls("ListAccounts"));
    }

    @Test
    void failureHalfWayKeepsNothing() throws IOException {
        sandbox.fails("ListAccountRoles", dev.awssso.sandbox.Fault.GARBAGE, 3);

        Cli.Result result = run("roles");

        assertEquals(6, result.exit());
        assertEquals("aws-sso: cannot use the IAM Identity Center portal: the answer cannot be read\n", result.err());
        assertEquals("", result.out());
        assertFalse(Files.exists(home.resolve(".cache/aws-sso")) && hasFiles(home.resolve(".cache/aws-sso")));
    }

    private static boolean hasFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    @Test
    void emptyPageWithATokenIsFollowed() {
        sandbox.controls().emptyPages(1);

        assertEquals(250, json(run("accounts", "--output", "json")).size());
    }

    @Test
    void pageThatLeadsToItselfIsAFailure() {
        sandbox.controls().stuckPages(5);

        Cli.Result result = run("accounts");

        assertEquals(6, result.exit());
        assertTrue(result.err().contains("it repeats the same page"), result.err());
    }

    @Test
    void tokenThatEndsInMidListingIsRenewedAndTheListingGoesOn() {
        run("accounts");
        sandbox.expiresAccessTokens();

        List<?> rows = json(run("roles", "--refresh-cache", "--output", "json"));

        assertEquals(247 * 5 + 5 + 3 + 1, rows.size());
        assertEquals(1, sandbox.tokenCalls("refresh_token"));
    }

    @Test
    void brokenCacheIsListedAgain() throws IOException {
        run("accounts");
        try (Stream<Path> files = Files.list(home.resolve(".cache/aws-sso"))) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"accounts\": [");
        }

        assertEquals(250, json(run("accounts", "--output", "json")).size());
    }

    @Test
    void foreignTextIsStripped() {
        sandbox.controls()
                .put(new dev.awssso.sandbox.SandboxAccount(
                        "444444444444", "a\u001b[31mred\u202e", null, List.of("Reader")));

        Cli.Result result = run("roles", "--account-id", "444444444444");

        assertTrue(result.out().contains("a[31mred"), result.out());
        assertFalse(result.out().contains("\u001b"));
    }

    @Test
    void rolesAreFilteredAsTheSelectorDoes() {
        assertEquals(
                """
                account,name,role,profile
                111111111111,my-acct-1,PowerUserAccess,my-acct-1-PowerUserAccess
                222222222222,my-acct-2,PowerUserAccess,my-acct-2-PowerUserAccess
                """,
                run("roles", "MY-ACCT PowUs", "--output", "csv").out());
        // By the name of its profile.
        assertEquals(
                "account,name,role,profile\n111111111111,my-acct-1,ReadOnlyAccess,my-acct-1-ReadOnlyAccess\n",
                run("roles", "my-acct-1-ReadOnlyAccess", "--output", "csv").out());
        assertEquals(
                "account,name,role,profile\n111111111111,my-acct-1,PowerUserAccess,my-acct-1-PowerUserAccess\n",
                run("roles", "power", "--account-id", "111111111111", "--output", "csv")
                        .out());
    }

    @Test
    void rolesOfOneName() {
        assertEquals(
                "account,name,role,profile\n111111111111,my-acct-1,PowerUserAccess,my-acct-1-PowerUserAccess\n",
                run("roles", "--role-name", "PowerUserAccess", "--account-id", "my-acct-1", "--output", "csv")
                        .out());
    }

    @Test
    void aFilterThatNothingMatchesIsNotFound() {
        for (String[] words : List.of(new String[] {"roles", "no such role"}, new String[] {"roles", "-r", "None"})) {
            Cli.Result result = run(words);
            assertEquals(5, result.exit());
            assertEquals("", result.out());
            assertEquals("aws-sso: no role matches: aws-sso roles lists all of them\n", result.err());
        }
    }
}
