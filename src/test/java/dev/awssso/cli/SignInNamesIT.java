package dev.awssso.cli;

import dev.awssso.sandbox.RunningSandbox;
import java.nio.file.Path;

/** The same, by the packaged program. */
class SignInNamesIT extends SignInNamesTest {

    @Override
    protected PortalHome portal(Path where, RunningSandbox service) {
        return new PortalHome(where, service, true);
    }
}
