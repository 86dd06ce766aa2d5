package dev.awssso.cli.configure;

import dev.awssso.cli.Toolbox;
import dev.awssso.cli.options.InstanceOptions;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.PortalChoice;
import dev.awssso.signin.Instance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.SignInWish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where {@code --sso-session} may name a section that is still to be written. */
final class InstancePortal {

    private final Toolbox toolbox;

    InstancePortal(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    Instance instance(InstanceOptions options, SignInWish wish) {
        return instance(options.request(), wish);
    }

    Instance instance(InstanceRequest request, SignInWish wish) {
        String name = request.sessionName();
        boolean isNew = name != null && toolbox.profiles().ssoSession(name).isEmpty();
        boolean located = request.startUrl() != null || request.region() != null;
        return toolbox.identityCenter()
                .instances()
                .ofSignIn(isNew && located ? request.withoutSession() : request, wish, null);
    }

    /**
     * Other tools look for the sign-in under the name of the session, which may have been written just now.
     *
     * @param used the instance by the name by which its sign-in was used
     */
    void share(Instance used, Portal portal) {
        if (portal.startUrl() != null) {
            Instance session =
                    new Instance(portal.startUrl(), portal.region(), portal.sessionName(), Instance.DEFAULT_SCOPES);
            toolbox.identityCenter().signIn().share(used, session);
        }
    }

    Portal portal(@Nullable String sessionName, Instance instance, List<String> scopes) {
        return new PortalChoice(toolbox.profiles()).choose(sessionName, instance, scopes);
    }
}
