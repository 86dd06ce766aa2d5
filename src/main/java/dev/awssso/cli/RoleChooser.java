package dev.awssso.cli;

import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.ListingLine;
import dev.awssso.cli.terminal.Selector;
import dev.awssso.cli.terminal.Terminal;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.ChoiceHistory;
import dev.awssso.roles.ProfileNaming;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.roles.RoleRef;
import dev.awssso.roles.RoleSelection;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SavedSignIn;
import dev.awssso.signin.SignInWish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Asks the person at the terminal for a role when the command line named none: all of them, the latest choices first. */
public final class RoleChooser {

    private record Offer(RoleRef role, String accountName, String profile) {

        List<String> columns() {
            return List.of(
                    ForeignText.clean(accountName),
                    role.account().digits(),
                    role.roleName(),
                    ForeignText.clean(profile));
        }
    }

    private final Toolbox toolbox;
    private final ProfileNaming naming;

    /** A chooser that shows each role with the name its profile would have. */
    public RoleChooser(Toolbox toolbox) {
        this.toolbox = toolbox;
        this.naming = toolbox.naming();
    }

    /**
     * The chosen role, which is first in the list next time.
     *
     * @throws Problem.Usage when nobody can be asked, with the options that are missing
     * @throws Problem.NotFound when the person may use no role at all
     * @throws Problem.Interrupted when the person leaves
     */
    public RoleSelection choose(InstanceRequest request, SignInWish wish) {
        requireTerminal();
        return choose(toolbox.identityCenter().instances().resolve(request, wish), wish);
    }

    private void requireTerminal() {
        if (!toolbox.terminal().interactive()) {
            throw new Problem.Usage(
                    "no role is given, and there is no terminal to choose one",
                    "use --profile, or --account-id and --role-name",
                    null);
        }
    }

    /** The chosen role of an instance that is known already; the same failures. */
    public RoleSelection choose(Instance instance, SignInWish wish) {
        requireTerminal();
        Terminal terminal = toolbox.terminal();
        IdentityCenter center = toolbox.identityCenter();
        List<AccountRoles> all = everything(center, instance, wish);
        ChoiceHistory history =
                new ChoiceHistory(toolbox.environment().cacheDirectory(), filed(center, instance, wish));
        List<Offer> offers = offers(all, history.latest());
        if (offers.isEmpty()) {
            throw new Problem.NotFound(
                    "no role is assigned to you",
                    "if it was assigned within the last day, run: aws-sso roles --refresh-cache",
                    null);
        }
        Selector.Look look = new Selector.Look(
                "role> ",
                EndpointNotice.of(toolbox.environment()).stream().toList(),
                List.of(Cut.END, Cut.NEVER, Cut.END, Cut.MIDDLE));
        int chosen = new Selector(terminal, look)
                .choose(offers.stream().map(Offer::columns).toList());
        Offer offer = offers.get(chosen);
        history.add(offer.role());
        return new RoleSelection(instance, offer.role(), offer.profile());
    }

    // Whose token was passed in, nobody knows: that goes by the instance alone.
    private static Instance filed(IdentityCenter center, Instance instance, SignInWish wish) {
        return wish.given() != null || wish.stateless()
                ? instance
                : center.signIn().saved(instance).map(SavedSignIn::instance).orElse(instance);
    }

    private List<AccountRoles> everything(IdentityCenter center, Instance instance, SignInWish wish) {
        // A large organisation is listed in minutes.
        try (ListingLine line = new ListingLine(toolbox.terminal(), toolbox.clock())) {
            return center.catalog()
                    .everything(
                            instance,
                            center.signIn().tokens(instance, wish),
                            RoleCatalog.Freshness.of(false, wish),
                            line);
        }
    }

    private List<Offer> offers(List<AccountRoles> all, List<RoleRef> latest) {
        Map<RoleRef, String> profiles = naming.profiles(all);
        List<Offer> offers = new ArrayList<>();
        for (AccountRoles item : all) {
            for (RoleRef role : item.roles()) {
                offers.add(new Offer(role, item.account().name(), profiles.getOrDefault(role, "")));
            }
        }
        offers.sort(Comparator.comparingInt(offer -> place(offer, latest)));
        return offers;
    }

    private static int place(Offer offer, List<RoleRef> latest) {
        int place = latest.indexOf(offer.role());
        return place < 0 ? latest.size() : place;
    }
}
