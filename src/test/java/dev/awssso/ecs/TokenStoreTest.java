package dev.awssso.ecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.Rows;
import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.FileSecretStore;
import dev.awssso.secrets.Secret;
import dev.awssso.secrets.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {

    private static final BearerToken ADMIN = BearerToken.parse("admin-0123456789abcdefghijklmnopqrstuv");
    private static final BearerToken OTHER = BearerToken.parse("other-0123456789abcdefghijklmnopqrstuv");

    private static final SlotName DEV = new SlotName("dev");

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-03-01T16:00:00Z");

    @Test
    void keepsTheAdminTokenUntilItIsDeleted() {
        assertNull(tokens().read().admin());
        tokens().storeAdmin(ADMIN);
        assertEquals(ADMIN, tokens().read().admin());
        assertEquals(new TokenStore.Removed(true, 0), tokens().deleteAdmin());
        assertNull(tokens().read().admin());
        assertEquals(new TokenStore.Removed(false, 0), tokens().deleteAdmin());
    }

    @Test
    void aReadTokenNeedsAnAdminToken() {
        assertThrows(Problem.Usage.class, () -> issue("dev", null));
    }

    @Test
    void aReadTokenIsKnownByItsSlotAndHash() {
        tokens().storeAdmin(ADMIN);
        BearerToken dev = issue("dev", null);

        assertEquals(
                List.of(new ReadToken(DEV, dev.hash(), null)), tokens().read().readTokens());
    }

    @Test
    void theDefaultSlotAndASlotOfThatNameHaveTokensOfTheirOwn() {
        tokens().storeAdmin(ADMIN);
        BearerToken unnamed = BearerToken.generate(new SecureRandom());
        tokens().grant(unnamed, SlotName.UNNAMED, null);
        BearerToken named = issue("default", null);

        TokenBook book = new TokenBook(ADMIN, tokens().read().readTokens());
        assertEquals(SlotName.UNNAMED, slotOf(book, unnamed));
        assertEquals(new SlotName("default"), slotOf(book, named));
    }

    @Test
    void theAdminTokenTakesTheReadTokensWithIt() {
        tokens().storeAdmin(ADMIN);
        issue("dev", null);
        issue("live", Duration.ofHours(1));

        assertEquals(new TokenStore.Removed(true, 2), tokens().deleteAdmin());
        assertEquals(List.of(), tokens().read().readTokens());
    }

    @Test
    void oneUseOfASlotHasOneTokenUntilTooLittleIsLeftOfIt() {
        tokens().storeAdmin(ADMIN);
        issue("dev", null);
        BearerToken shell = reuse(TokenStore.Use.SHELL, "dev");
        BearerToken remote = reuse(TokenStore.Use.REMOTE_SHELL, "dev");

        assertEquals(shell, reuse(TokenStore.Use.SHELL, "dev"));
        assertNotEquals(shell, reuse(TokenStore.Use.SHELL, "DEV"));
        now = now.plus(Duration.ofMinutes(359));
        assertEquals(remote, reuse(TokenStore.Use.REMOTE_SHELL, "dev"));
        assertEquals(4, tokens().read().readTokens().size());
        now = now.plus(Duration.ofMinutes(2));
        assertNotEquals(remote, reuse(TokenStore.Use.REMOTE_SHELL, "dev"));
        assertEquals(shell, reuse(TokenStore.Use.SHELL, "dev"));
        assertEquals(5, tokens().read().readTokens().size(), "the older one still opens what it was given to");
    }

    @Test
    void commandsThatAskAtOnceGetOneToken() {
        tokens().storeAdmin(ADMIN);
        Set<BearerToken> handedOut = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> reuse(TokenStore.Use.SHELL, "dev"))
                .collect(Collectors.toSet());

        assertEquals(1, handedOut.size());
        assertEquals(1, tokens().read().readTokens().size());
    }

    private BearerToken reuse(TokenStore.Use use, String slot) {
        return tokens().reuse(use, new SlotName(slot), () -> BearerToken.generate(new SecureRandom()));
    }

    private SlotName slotOf(TokenBook book, BearerToken token) {
        TokenBook.Opened opened = book.open(token.header().reveal(), now);
        return opened == null ? null : opened.slot();
    }

    @Test
    void aReadTokenEndsByItself() {
        tokens().storeAdmin(ADMIN);
        issue("dev", Duration.ofHours(12));

        now = now.plus(Duration.ofHours(11));
        assertEquals(1, tokens().read().readTokens().size());
        now = now.plus(Duration.ofHours(1));
        assertEquals(List.of(), tokens().read().readTokens());
    }

    @Test
    void aReadTokenIsRevokedByItsId() {
        tokens().storeAdmin(ADMIN);
        BearerToken dev = issue("dev", null);
        BearerToken live = issue("live", null);

        assertFalse(tokens().revoke("00000000"));
        assertTrue(tokens().revoke(dev.hash().id()));
        assertEquals(
                List.of(live.hash()),
                tokens().read().readTokens().stream().map(ReadToken::hash).toList());
        assertEquals(ADMIN, tokens().read().admin());
    }

    @Rows("R20")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "{\"Admin\":7,\"Read\":[]}",
                "{\"Admin\":null,\"Read\":[]}",
                "{\"Admin\":\"weak\",\"Read\":[]}",
                "{\"Read\":{}}",
                "{\"Read\":[7]}",
                "{\"Read\":[{\"Slot\":\"dev\"}]}"
            })
    void tokensItCannotReadNeverLookLikeNone(String entry) {
        secrets().update("ecs-tokens", before -> Secret.of(entry));

        assertThrows(Problem.LocalFile.class, () -> tokens().read());
    }

    @Test
    void theStoredTokenWinsOverTheVariable() {
        AdminToken found = AdminToken.find(
                ADMIN,
                environment(Map.of(
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN", OTHER.header().reveal())));

        assertEquals(new AdminToken(ADMIN, true), found);
    }

    @Test
    void theVariablesAreUsedWhenNothingIsStored() throws IOException {
        Path file = Files.writeString(home.resolve("token"), OTHER.header().reveal() + "\n");

        assertEquals(
                OTHER,
                AdminToken.find(null, environment(Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString())))
                        .token());
        assertEquals(
                OTHER,
                AdminToken.find(
                                null,
                                environment(Map.of(
                                        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                        OTHER.secret().reveal())))
                        .token());
        assertThrows(
                Problem.Usage.class,
                () -> AdminToken.find(
                        null,
                        environment(Map.of(
                                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString(),
                                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                                        ADMIN.secret().reveal()))));
        assertNull(AdminToken.find(null, environment(Map.of())).token());
    }

    @Rows("R20")
    @Test
    void aTokenFileThatIsMissingOrEmptyIsAFailure() throws IOException {
        Path empty = Files.writeString(home.resolve("empty"), "\n");

        for (Path file : List.of(empty, home.resolve("missing"), home)) {
            assertThrows(
                    Problem.LocalFile.class,
                    () -> AdminToken.find(
                            null, environment(Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString()))));
        }
    }

    private BearerToken issue(String slot, Duration lifetime) {
        BearerToken token = BearerToken.generate(new SecureRandom());
        tokens().grant(token, new SlotName(slot), lifetime);
        return token;
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, OperatingSystem.LINUX);
    }

    private SecretStore secrets() {
        return new FileSecretStore(home, Sleeper.real());
    }

    private TokenStore tokens() {
        return new TokenStore(secrets(), () -> now);
    }
}
