package dev.awssso.signin;

import java.util.function.Supplier;

/** One way in which a person proves who they are. */
interface Flow {

    /** The grant that its client registration is for. */
    Grant grant();

    /**
     * Leads the person through it, once.
     *
     * @param client gives the client registration; called when everything else is ready
     * @throws OidcRefusal when the service says no
     * @throws dev.awssso.problem.Problem.SignIn when the person does, or does nothing
     */
    IssuedToken run(Instance instance, Supplier<ClientRegistration> client, SignInWish wish);
}
