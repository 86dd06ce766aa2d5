package dev.awssso.cli;

import dev.awssso.cli.terminal.ListingLine;
import dev.awssso.profiles.Assignment;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.List;

/** Everything the signed-in person may use, with progress on a terminal. */
public final class RoleListing {

    private final Toolbox toolbox;

    public RoleListing(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** All roles, asked of the portal now; complete, or a {@link dev.awssso.problem.Problem}. */
    public List<Assignment> of(Instance instance, SignInWish wish) {
        return of(instance, wish, true);
    }

    /**
     * All roles; complete, or a {@link dev.awssso.problem.Problem}.
     *
     * @param anew ask the portal, although the list of the last day is kept
     */
    public List<Assignment> of(Instance instance, SignInWish wish, boolean anew) {
        IdentityCenter center = toolbox.identityCenter();
        TokenSource tokens = center.signIn().tokens(instance, wish);
        try (ListingLine line = new ListingLine(toolbox.terminal(), toolbox.clock())) {
            return Assignment.of(
                    center.catalog().everything(instance, tokens, RoleCatalog.Freshness.of(anew, wish), line));
        }
    }
}
