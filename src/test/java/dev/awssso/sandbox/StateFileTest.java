package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that is started again goes on where the last one ended. */
class StateFileTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state.json");
    }

    private RunningSandbox start(int port, boolean tls) {
        return RunningSandbox.start(
                SandboxOptions.DEFAULT
                        .port(port)
                        .listening(Listening.LOOPBACK.tls(tls))
                        .stateFile(file()),
                InstantSource.system());
    }

    private static int accounts(WireClient wire, JsonObject token) {
        return wire.get(
                        "/assignment/accounts",
                        "x-amz-sso_bearer_token",
                        token.string("accessToken").orElseThrow())
                .status();
    }

    @Test
    void signInsRegistrationsKeysAndAssignmentsStay() {
        Map<String, Object> client;
        JsonObject token;
        SdkSigner keys;
        UserKeys user;
        int port;
        String controlKey;
        try (RunningSandbox first = start(0, false)) {
            WireClient wire = new WireClient(first);
            client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
            token = SignedIn.token(wire, client);
            keys = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "ReadOnlyAccess");
            user = first.controls().createUser(RunningSandbox.ACCOUNT, "bob");
            first.controls().assign("777777777777", "Auditor");
            first.controls().withdraw(RunningSandbox.ACCOUNT, "PowerUserAccess");
            port = URI.create(first.url()).getPort();
            controlKey = first.controlKey();
        }
        try (RunningSandbox second = start(port, false)) {
            WireClient wire = new WireClient(second);
            assertEquals(200, accounts(wire, token), "the access token");
            String refresh = token.string("refreshToken").orElseThrow();
            assertEquals(200, SignedIn.refresh(wire, client, refresh).status(), "the refresh token");
            assertEquals(
                    200,
                    SignedIn.poll(
                                    wire,
                                    client,
                                    wire.post(
                                                    "/device_authorization",
                                                    SignedIn.with(client, "startUrl", SignedIn.START_URL))
                                            .text("deviceCode"))
                            .status(),
                    "the registration");
            assertEquals(200, keys.call(second, "GetCallerIdentity").status(), "the role's keys");
            SdkSigner longTerm = SdkSigner.of(user);
            assertEquals(200, longTerm.call(second, "GetCallerIdentity").status(), "the user's keys");
            assertTrue(second.controls().accounts().stream()
                    .anyMatch(account -> account.id().equals("777777777777")
                            && account.roles().equals(List.of("Auditor"))));
            assertFalse(second.controls().accounts().get(0).roles().contains("PowerUserAccess"));
            assertEquals(controlKey, second.controlKey());
        }
    }

    @Test
    void theKeptDirectoryWinsOverTheDirectoryFile() throws IOException {
        try (RunningSandbox first = startWithDirectory("dev")) {
            first.controls().assign("222222222222", "Auditor");
            assertEquals(List.of("dev"), accountNames(first, "111111111111"));
        }
        try (RunningSandbox second = startWithDirectory("renamed")) {
            assertEquals(List.of("dev"), accountNames(second, "111111111111"), "as it was kept");
            assertEquals(1, accountNames(second, "222222222222").size(), "what the controls did stays");
        }
        Files.delete(file());
        try (RunningSandbox third = startWithDirectory("renamed")) {
            assertEquals(List.of("renamed"), accountNames(third, "111111111111"), "read again, without the state");
            assertEquals(List.of(), accountNames(third, "222222222222"));
        }
    }

    private RunningSandbox startWithDirectory(String accountName) throws IOException {
        Path directory = Files.writeString(
                folder.resolve("org.yaml"),
                """
                users: [anna@example.com]
                accounts: [{id: "111111111111", name: %s}]
                permissionSets: [ReadOnly]
                assignments: [{users: anna@example.com, accounts: "*", permissionSets: ReadOnly}]
                """
                        .formatted(accountName));
        SandboxOptions options =
                SandboxOptions.DEFAULT.directory(DirectoryFile.read(directory)).stateFile(file());
        return RunningSandbox.start(options, InstantSource.system());
    }

    private static List<String> accountNames(RunningSandbox sandbox, String id) {
        return sandbox.controls().accounts().stream()
                .filter(account -> account.id().equals(id))
                .map(account -> String.valueOf(account.name()))
                .toList();
    }

    @Test
    void whatAClientWasToldIsInTheFileBeforeTheAnswer() throws IOException {
        try (RunningSandbox sandbox = start(0, false)) {
            String token = SignedIn.accessToken(new WireClient(sandbox));

            String kept = Files.readString(file());
            assertTrue(kept.contains(token));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        }
    }

    @Test
    void theAuthorityStaysWhileItsNamesDo() {
        String certificate;
        try (RunningSandbox first = start(0, true)) {
            certificate = first.caCertificate();
        }
        try (RunningSandbox second = start(0, true)) {
            assertEquals(certificate, second.caCertificate());
        }
        SandboxOptions renamed = SandboxOptions.DEFAULT
                .listening(Listening.LOOPBACK.hosts(List.of("sandbox")).tls(true))
                .stateFile(file());
        try (RunningSandbox third = RunningSandbox.start(renamed, InstantSource.system())) {
            assertFalse(certificate.equals(third.caCertificate()), "it could not sign for the new name");
        }
    }

    @Test
    void twoSandboxesDoNotShareAFile() {
        try (RunningSandbox first = start(0, false)) {
            Problem.LocalFile problem = assertThrows(Problem.LocalFile.class, () -> start(0, false));
            assertTrue(problem.getMessage().startsWith(file() + " is in use by another sandbox"), problem.getMessage());
            assertEquals(200, new WireClient(first).get("/sandbox/health").status(), "the first one goes on");
        }
    }

    @Test
    void aFileThatIsNoneIsToldWithItsPlaceAndLeftAlone() throws IOException {
        for (String content : List.of(
                "",
                "{",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"server\":{}}",
                "{\"version\":1,\"registrations\":{\"clients\":[1]}}",
                "{\"version\":1,\"sessions\":{\"sessions\":[{\"user\":\"x\",\"clientId\":\"y\",\"endsAt\":\"soon\"}]}}",
                "{\"version\":1,\"keys\":{\"keys\":[{\"id\":\"x\"}]}}")) {
            Files.writeString(file(), content);

            Problem.LocalFile problem = assertThrows(Problem.LocalFile.class, () -> start(0, false), content);

            assertTrue(problem.getMessage().startsWith(file() + " is not a state file of the sandbox: "), content);
            assertEquals(content, Files.readString(file()));
        }
    }
}
