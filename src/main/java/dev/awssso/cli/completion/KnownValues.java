package dev.awssso.cli.completion;

import dev.awssso.cli.IdentityCenter;
import dev.awssso.cli.Toolbox;
import dev.awssso.cli.ecs.LoadedSlots;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigKeys;
import dev.awssso.profiles.Profile;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.AccountSpec;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.StartUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Names that this machine knows: from the config files, the kept lists of accounts and roles, and the credentials server.
 * Nothing is asked of AWS, and a file that cannot be read gives no names.
 */
final class KnownValues {

    private final Toolbox toolbox;

    KnownValues(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** Profiles: those that are written, and the names of those that could be. */
    List<Candidate> profiles(GivenOptions given) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Profile profile : orNone(() -> toolbox.profiles().all())) {
            names.put(profile.name(), described(profile));
        }
        List<AccountRoles> kept = kept(given);
        if (!kept.isEmpty()) {
            new TreeMap<>(toolbox.naming().names(kept))
                    .forEach((name, role) -> names.putIfAbsent(name, role.account() + " " + role.roleName()));
        }
        return candidates(names);
    }

    private static String described(Profile profile) {
        String account = profile.get(ConfigKeys.SSO_ACCOUNT_ID).orElse("");
        String role = profile.get(ConfigKeys.SSO_ROLE_NAME)
                .or(() -> profile.get(ConfigKeys.ROLE_ARN))
                .orElse("");
        return (account + " " + role).strip();
    }

    /** Ids with names; for who types a name, names with ids, where a name is that of one account. */
    List<Candidate> accounts(GivenOptions given, String current) {
        Map<String, String> ids = new TreeMap<>();
        Map<String, List<String>> names = new TreeMap<>();
        for (AccountRoles one : kept(given)) {
            String id = one.account().id().digits();
            String name = one.account().name();
            ids.put(id, name);
            names.computeIfAbsent(name, absent -> new ArrayList<>()).add(id);
        }
        if (current.isEmpty() || Character.isDigit(current.charAt(0))) {
            return candidates(ids);
        }
        Map<String, String> single = new LinkedHashMap<>();
        names.forEach((name, of) -> {
            if (of.size() == 1 && !name.isBlank()) {
                single.put(name, of.get(0));
            }
        });
        return candidates(single);
    }

    /** Roles: those of the account that is given, else those of all. */
    List<Candidate> roles(GivenOptions given) {
        String account = given.value("--account-id");
        Map<String, String> roles = new TreeMap<>();
        for (AccountRoles one : kept(given)) {
            if (account == null || isMeant(account, one)) {
                one.roles().forEach(role -> roles.put(role.roleName(), ""));
            }
        }
        return candidates(roles);
    }

    private static boolean isMeant(String account, AccountRoles one) {
        try {
            return AccountSpec.parse(account) instanceof AccountSpec.ById byId
                    ? byId.id().equals(one.account().id())
                    : one.account().name().equalsIgnoreCase(account.strip());
        } catch (Problem.Usage noAccount) {
            return false;
        }
    }

    List<Candidate> sessions() {
        Map<String, String> names = new LinkedHashMap<>();
        orNone(() -> toolbox.profiles().ssoSessions())
                .forEach(session -> names.put(
                        session.name(), session.get(ConfigKeys.SSO_START_URL).orElse("")));
        return candidates(names);
    }

    List<Candidate> startUrls() {
        Map<String, String> urls = new LinkedHashMap<>();
        orNone(() -> toolbox.profiles().ssoSessions()).forEach(session -> session.get(ConfigKeys.SSO_START_URL)
                .ifPresent(url -> urls.put(url, session.name())));
        savedSessions().forEach(session -> {
            if (session.startUrl() != null) {
                urls.putIfAbsent(session.startUrl(), "");
            }
        });
        return candidates(urls);
    }

    List<Candidate> regions() {
        return toolbox.regions().all().stream().sorted().map(Candidate::of).toList();
    }

    /** The named slots of our own server on this machine, where it answers at once. */
    List<Candidate> slots(GivenOptions given) {
        return orNone(() -> new LoadedSlots(toolbox).names(given.value("--server"))).stream()
                .map(Candidate::of)
                .toList();
    }

    // Of the instance that the command would take; where that is not clear, of every one that somebody is signed in to.
    private List<AccountRoles> kept(GivenOptions given) {
        IdentityCenter center = toolbox.identityCenter();
        InstanceRequest request = new InstanceRequest(
                given.value("--sso-session"), given.value("--sso-start-url"), given.value("--sso-region"));
        try {
            Instance meant = center.instances().ofSignIn(request, SignInWish.unattended(), given.value("--profile"));
            List<AccountRoles> kept = List.copyOf(orNone(() -> center.catalog().remembered(meant)));
            // A sign-in that was shared with a session has its list under the start URL until the session lists.
            return kept.isEmpty() ? ofSignIns(center, url -> StartUrl.same(url, meant.startUrl())) : kept;
        } catch (Problem unclear) {
            return ofSignIns(center, url -> true);
        }
    }

    private List<AccountRoles> ofSignIns(IdentityCenter center, Predicate<String> startUrl) {
        Set<Instance> instances = new LinkedHashSet<>();
        savedSessions().forEach(session -> instance(session)
                .filter(instance -> startUrl.test(instance.startUrl()))
                .ifPresent(instances::add));
        List<AccountRoles> all = new ArrayList<>();
        instances.forEach(instance -> all.addAll(orNone(() -> center.catalog().remembered(instance))));
        return all;
    }

    private static Optional<Instance> instance(CachedSessions.Session session) {
        String url = session.startUrl();
        String region = session.region();
        return url == null || url.isBlank() || region == null || region.isBlank()
                ? Optional.empty()
                : Optional.of(new Instance(url, region, session.sessionName(), Instance.DEFAULT_SCOPES));
    }

    private Collection<CachedSessions.Session> savedSessions() {
        return orNone(() -> toolbox.identityCenter().sessions().all());
    }

    private static <T> Collection<T> orNone(Supplier<Collection<T>> names) {
        try {
            return names.get();
        } catch (Problem unreadable) {
            return List.of();
        }
    }

    private static List<Candidate> candidates(Map<String, String> names) {
        List<Candidate> candidates = new ArrayList<>();
        names.forEach((name, description) -> candidates.add(new Candidate(name, description)));
        return candidates;
    }
}
