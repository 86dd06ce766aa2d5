package dev.awssso.profiles;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.signin.Instance;
import dev.awssso.signin.StartUrl;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code [sso-session]} that profiles of an instance are to name: the one the person asks for, else the one the
 * config file has for it, else a new one.
 */
public final class PortalChoice {

    private final Profiles profiles;

    public PortalChoice(Profiles profiles) {
        this.profiles = profiles;
    }

    /**
     * Chooses.
     *
     * @param name the value of {@code --sso-session}; null when not given
     * @param instance the instance
     * @param scopes what a new section is to ask for; an empty list leaves that to the SDKs
     * @throws Problem.Usage when the section of that name is of another instance, or several sections are of this one
     */
    public Portal choose(@Nullable String name, Instance instance, List<String> scopes) {
        if (name != null) {
            return named(name, instance, scopes);
        }
        if (instance.sessionName() != null) {
            return named(instance.sessionName(), instance, scopes);
        }
        List<String> known = profiles.ssoSessions().stream()
                .filter(session -> isOf(session, instance))
                .map(SsoSession::name)
                .toList();
        if (known.size() > 1) {
            throw several(known, instance);
        }
        return named(known.isEmpty() ? newName(instance) : known.get(0), instance, scopes);
    }

    // They are sign-ins of different people, or of different roles of one.
    private static Problem several(List<String> sessions, Instance instance) {
        return new Problem.Usage(
                sessions.size() + " sessions have the start URL \"" + ForeignText.clean(instance.startUrl())
                        + "\", please specify one with --sso-session:",
                null,
                sessions.stream().map(name -> "  " + ForeignText.clean(name)).toList(),
                null);
    }

    private Portal named(String name, Instance instance, List<String> scopes) {
        SsoSession present = profiles.ssoSession(name).orElse(null);
        if (present != null && !isOf(present, instance)) {
            throw new Problem.Usage(
                    "[sso-session " + name + "] in " + profiles.configFile()
                            + " belongs to another Identity Center instance",
                    "use another name with --sso-session",
                    null);
        }
        return new Portal(
                name,
                present == null
                        ? instance.startUrl()
                        : present.get(ConfigKeys.SSO_START_URL).orElse(instance.startUrl()),
                instance.region(),
                scopes);
    }

    private static boolean isOf(SsoSession session, Instance instance) {
        boolean sameRegion = session.get(ConfigKeys.SSO_REGION)
                .filter(instance.region()::equals)
                .isPresent();
        return sameRegion
                && session.get(ConfigKeys.SSO_START_URL)
                        .filter(url -> StartUrl.same(url, instance.startUrl()))
                        .isPresent();
    }

    // my-sso, or when that is another instance's the first label of the start URL's host.
    private String newName(Instance instance) {
        if (profiles.ssoSession(Portal.DEFAULT_SESSION).isEmpty()) {
            return Portal.DEFAULT_SESSION;
        }
        String host = String.valueOf(URI.create(instance.startUrl()).getHost());
        int dot = host.indexOf('.');
        String label = NameTemplate.part(dot < 0 ? host : host.substring(0, dot), Portal.DEFAULT_SESSION);
        String name = label;
        int number = 1;
        while (profiles.ssoSession(name).isPresent()) {
            number++;
            name = label + "-" + number;
        }
        return name;
    }
}
