package dev.awssso.cli;

import dev.awssso.cli.options.IdentityOptions;
import dev.awssso.cli.options.RegionCheck;
import dev.awssso.credentials.CachedRoles;
import dev.awssso.credentials.ChainPlan;
import dev.awssso.credentials.IdentityCenterRoles;
import dev.awssso.credentials.RoleCredentialCache;
import dev.awssso.credentials.SignedInRoles;
import dev.awssso.signin.SharedLocks;
import dev.awssso.signin.SignInWish;

/**
 * How a command wants to come to its identity.
 *
 * @param tools with the profile of the options in use
 * @param options what the person said
 * @param plan what is made of the starting credentials
 * @param otherwise what to do when all that leads to nothing
 * @param wish how to come to an access token
 * @param cached whether the credentials of roles are shared with the AWS CLI through its cache
 */
record Acquisition(
        Toolbox tools, IdentityOptions options, ChainPlan plan, Otherwise otherwise, SignInWish wish, boolean cached) {

    /** What a command does when options, environment and files lead to nothing. */
    enum Otherwise {
        FAIL,
        /** Let the person choose a role, at a terminal. */
        CHOOSE,
        /** The same where no option names a role, whatever environment and files lead to. */
        CHOOSE_FIRST
    }

    /** What the options say, with fresh credentials. */
    static Acquisition of(Toolbox toolbox, IdentityOptions options) {
        Toolbox tools = toolbox.inProfile(options.role().profile().orElse(null));
        options.region().ifPresent(region -> new RegionCheck(tools).check("--region", region));
        SignInWish wish = options.instance().wish(tools.environment(), tools.terminal());
        return new Acquisition(tools, options, options.chain().plan(), Otherwise.FAIL, wish, false);
    }

    /** The same, and a person at a terminal may choose a role. */
    Acquisition orChoose() {
        return new Acquisition(tools, options, plan, Otherwise.CHOOSE, wish, cached);
    }

    /** The same, and where no option names a role a person at a terminal chooses one before anything else is tried. */
    Acquisition choosingFirst() {
        return new Acquisition(tools, options, plan, Otherwise.CHOOSE_FIRST, wish, cached);
    }

    /** The same, and nobody is asked for anything. */
    Acquisition unattended() {
        return new Acquisition(tools, options, plan, Otherwise.FAIL, wish.asking(SignInWish.Asking.NEVER), cached);
    }

    /** The same with another plan. */
    Acquisition plan(ChainPlan other) {
        return new Acquisition(tools, options, other, otherwise, wish, cached);
    }

    /** The same through the shared cache, or not. */
    Acquisition cached(boolean other) {
        return new Acquisition(tools, options, plan, otherwise, wish, other);
    }

    /** The roles of the person's sign-in. */
    IdentityCenterRoles roles() {
        IdentityCenter center = tools.identityCenter();
        SignedInRoles roles = new SignedInRoles(
                center.roles(),
                center.signIn(),
                center.vendor(),
                new SignedInRoles.Request(options.instance().request(), wish));
        // A token that was passed in may be another person's than the one who is signed in.
        if (!cached || wish.given() != null || wish.stateless()) {
            return roles;
        }
        return new CachedRoles(
                roles,
                new RoleCredentialCache(
                        tools.environment(),
                        center.signIn()::saved,
                        new SharedLocks(tools.environment(), tools.sleeper()),
                        tools.clock(),
                        tools.terminal()::note));
    }
}
