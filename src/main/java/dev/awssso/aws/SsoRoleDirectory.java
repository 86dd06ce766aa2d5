package dev.awssso.aws;

import dev.awssso.problem.Problem;
import dev.awssso.roles.Account;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.ListingProgress;
import dev.awssso.roles.RoleDirectory;
import dev.awssso.roles.RoleRef;
import dev.awssso.signin.AccessToken;
import dev.awssso.signin.Instance;
import dev.awssso.signin.TokenSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.AccountInfo;
import software.amazon.awssdk.services.sso.model.ListAccountRolesResponse;
import software.amazon.awssdk.services.sso.model.ListAccountsResponse;
import software.amazon.awssdk.services.sso.model.RoleInfo;

/** The portal's ListAccounts and ListAccountRoles, all pages of them. */
final class SsoRoleDirectory implements RoleDirectory {

    private static final int PAGE = 100;

    private final Portal portal;

    SsoRoleDirectory(Portal portal) {
        this.portal = portal;
    }

    @Override
    public List<Account> accounts(Instance instance, TokenSource tokens) {
        return pages(next -> {
            ListAccountsResponse page = authorized(
                    instance,
                    tokens,
                    (client, token) -> client.listAccounts(
                            call -> call.accessToken(token).maxResults(PAGE).nextToken(next)));
            if (!page.hasAccountList()) {
                throw Portal.impossible("its answer has no list of accounts");
            }
            return new Page<>(
                    page.accountList().stream().map(SsoRoleDirectory::account).toList(), page.nextToken());
        });
    }

    @Override
    public List<RoleRef> roles(Instance instance, TokenSource tokens, AccountId account) {
        try {
            return pages(next -> rolePage(instance, tokens, account, next));
        } catch (Problem.NotFound answer) {
            throw Portal.noAccount(account, answer);
        }
    }

    private Page<RoleRef> rolePage(Instance instance, TokenSource tokens, AccountId account, @Nullable String next) {
        ListAccountRolesResponse page = authorized(
                instance,
                tokens,
                (client, token) -> client.listAccountRoles(call -> call.accessToken(token)
                        .accountId(account.digits())
                        .maxResults(PAGE)
                        .nextToken(next)));
        if (!page.hasRoleList()) {
            throw Portal.impossible("its answer has no list of roles");
        }
        return new Page<>(
                page.roleList().stream().map(role -> role(account, role)).toList(), page.nextToken());
    }

    @Override
    public List<AccountRoles> everything(Instance instance, TokenSource tokens, ListingProgress progress) {
        List<Account> accounts = accounts(instance, tokens);
        Function<Account, AccountRoles> list =
                account -> new AccountRoles(account, roles(instance, tokens, account.id()));
        return new ParallelListing<>(accounts, list, progress).run();
    }

    private record Page<T>(List<T> items, @Nullable String next) {}

    // Follows nextToken until it is absent or empty, also over empty pages.
    private static <T> List<T> pages(Function<@Nullable String, Page<T>> fetch) {
        List<T> all = new ArrayList<>();
        String next = null;
        while (true) {
            Page<T> page = fetch.apply(next);
            all.addAll(page.items());
            if (page.next() == null || page.next().isEmpty()) {
                return List.copyOf(all);
            }
            if (page.next().equals(next)) {
                throw Portal.impossible("it repeats the same page");
            }
            next = page.next();
        }
    }

    private interface Call<T> {
        T send(SsoClient client, String accessToken);
    }

    private <T> T authorized(Instance instance, TokenSource tokens, Call<T> call) {
        return tokens.with(token -> portal.call(
                token.at(instance), client -> call.send(client, token.value().reveal())));
    }

    /** Asks for one account, which shows whether the portal takes the token. */
    void check(Instance instance, AccessToken token) {
        portal.call(
                token.at(instance),
                client -> client.listAccounts(
                        call -> call.accessToken(token.value().reveal()).maxResults(1)));
    }

    private static Account account(AccountInfo info) {
        AccountId id = id(info.accountId());
        String name = info.accountName();
        return new Account(id, name == null || name.isBlank() ? id.digits() : name, info.emailAddress());
    }

    private static AccountId id(@Nullable String digits) {
        if (digits == null || !digits.matches("[0-9]{12}")) {
            throw Portal.impossible("it lists an account without a 12-digit id");
        }
        return new AccountId(digits);
    }

    private static RoleRef role(AccountId account, RoleInfo info) {
        try {
            return new RoleRef(account, String.valueOf(info.roleName()));
        } catch (IllegalArgumentException e) {
            throw Portal.impossible("it lists a role with an invalid name");
        }
    }
}
