package dev.awssso.roles;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.InstanceResolver;
import dev.awssso.signin.SignIn;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the role that a person named on the command line. */
public final class RoleFinder {

    /**
     * Where it looks.
     *
     * @param configured the profiles that stand for a role
     * @param catalog accounts by name, and profiles that follow the naming rules without being written anywhere
     * @param naming those rules
     */
    public record Places(ConfiguredRoles configured, RoleCatalog catalog, ProfileNaming naming) {}

    private final Places places;
    private final InstanceResolver instances;
    private final SignIn signIn;
    private final Notes notes;

    public RoleFinder(Places places, InstanceResolver instances, SignIn signIn, Notes notes) {
        this.places = places;
        this.instances = instances;
        this.signIn = signIn;
        this.notes = notes;
    }

    /**
     * The role.
     *
     * @return empty when no role was named, and when the profile is one whose credentials come from somewhere else
     * @throws Problem.NotFound when there is no such profile or account
     * @throws Problem.Usage when an account name is ambiguous, or the instance cannot be resolved
     */
    public Optional<RoleSelection> find(RoleRequest request, InstanceRequest instance, SignInWish wish) {
        if (request.account() != null && request.roleName() != null) {
            return Optional.of(
                    explicit(request, request.account(), request.roleName(), instance(request, instance, wish), wish));
        }
        String profile = request.profile();
        if (profile == null) {
            return Optional.empty();
        }
        if (places.configured().exists(profile)) {
            return places.configured().role(profile);
        }
        return Optional.of(named(profile, instances.resolve(instance, wish), wish));
    }

    private Instance instance(RoleRequest request, InstanceRequest instance, SignInWish wish) {
        if (instance.isEmpty() && request.profile() != null) {
            Optional<RoleSelection> ofProfile = places.configured().role(request.profile());
            if (ofProfile.isPresent()) {
                return ofProfile.get().instance();
            }
        }
        return instances.resolve(instance, wish);
    }

    private RoleSelection explicit(
            RoleRequest request, AccountSpec account, String roleName, Instance instance, SignInWish wish) {
        return new RoleSelection(instance, new RoleRef(account(account, instance, wish), roleName), request.profile());
    }

    /** The id of an account that was named; an id is believed, a name is looked up. */
    public AccountId account(AccountSpec account, Instance instance, SignInWish wish) {
        if (account instanceof AccountSpec.ById id) {
            tellPadded(id);
            return id.id();
        }
        return account(account, instance, signIn.tokens(instance, wish), RoleCatalog.Freshness.of(false, wish))
                .id();
    }

    private void tellPadded(AccountSpec.ById id) {
        if (id.padded()) {
            notes.note("account id completed with leading zeros: " + id.id());
        }
    }

    /**
     * The account that was named, by id or by name, among those the person may enter. A kept list that does not have it
     * is asked for again.
     *
     * @throws Problem.NotFound when there is none
     * @throws Problem.Usage when a name fits several
     */
    public Account account(AccountSpec wanted, Instance instance, TokenSource tokens, RoleCatalog.Freshness freshness) {
        if (wanted instanceof AccountSpec.ById id) {
            tellPadded(id);
        }
        Optional<Account> kept = match(wanted, places.catalog().accounts(instance, tokens, freshness));
        if (kept.isPresent()) {
            return kept.get();
        }
        return (freshness == RoleCatalog.Freshness.CACHED
                        ? match(wanted, places.catalog().accounts(instance, tokens, RoleCatalog.Freshness.ANEW))
                        : kept)
                .orElseThrow(() ->
                        new Problem.NotFound("no account " + described(wanted) + " is assigned to you", null, null));
    }

    private static Optional<Account> match(AccountSpec wanted, List<Account> all) {
        if (wanted instanceof AccountSpec.ById id) {
            return all.stream().filter(one -> one.id().equals(id.id())).findFirst();
        }
        String name = ((AccountSpec.ByName) wanted).name();
        List<Account> exact =
                all.stream().filter(one -> one.name().equals(name)).toList();
        List<Account> found = exact.isEmpty()
                ? all.stream().filter(one -> one.name().equalsIgnoreCase(name)).toList()
                : exact;
        if (found.size() > 1) {
            throw new Problem.Usage(
                    found.size() + " of your accounts are " + described(wanted) + ":",
                    null,
                    found.stream().map(one -> "  " + one.id()).toList(),
                    null);
        }
        return found.stream().findFirst();
    }

    private static String described(AccountSpec account) {
        return account instanceof AccountSpec.ById id
                ? id.id().digits()
                : "named \"" + ForeignText.clean(((AccountSpec.ByName) account).name()) + "\"";
    }

    private RoleSelection named(String profile, Instance instance, SignInWish wish) {
        List<AccountRoles> all = places.catalog()
                .everything(
                        instance,
                        signIn.tokens(instance, wish),
                        RoleCatalog.Freshness.of(false, wish),
                        ListingProgress.none());
        Map<String, RoleRef> names = places.naming().names(all);
        RoleRef role = names.get(profile);
        if (role == null) {
            throw new Problem.NotFound(
                    "profile \"" + ForeignText.clean(profile) + "\" does not exist",
                    "it is not in the config files, and no role has this profile name; if it was assigned within the last day, run: aws-sso roles --refresh-cache",
                    null);
        }
        return new RoleSelection(instance, role, profile);
    }
}
