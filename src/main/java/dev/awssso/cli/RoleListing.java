package dev.awssso.cli;

import dev.awssso.cli.terminal.ListingLine;
import dev.awssso.profiles.Assignment;
import dev.awssso.roles.RoleCatalog;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInWish;
import dev.awssso.signin.TokenSource;
import java.util.List;

/** Everything the signed-in person may use, asked of the portal now, with progress on a terminal. */
public final class RoleListing {

    private final Toolbox toolbox;

    public RoleListing(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** All roles; complete, or a {@link dev.awssso.problem.Problem}. */
    public List<Assignment> of(Instance instance, SignInWish wish) {
        IdentityCenter center = toolbox.identityCenter();
        TokenSource tokens = center.signIn().tokens(instance, wish);
        try (ListingLine line = new ListingLine(toolbox.terminal())) {
            return Assignment.of(
                    center.catalog().everything(instance, tokens, RoleCatalog.Freshness.of(true, wish), line));
        }
    }
}
