package dev.awssso.doctor;

import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Problem;
import dev.awssso.problem.ShellCommand;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.SsoProfile;
import dev.awssso.signin.CachedSessions;
import dev.awssso.signin.Instance;
import dev.awssso.signin.SignInRemedy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sign-ins of IAM Identity Center: the one that the selected profile needs, else any. Reads files alone. */
final class SignInCheck {

    private final Profiles profiles;
    private final CachedSessions sessions;
    private final InstantSource clock;

    SignInCheck(Profiles profiles, CachedSessions sessions, InstantSource clock) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** True when an SDK gets credentials with the sign-in of this profile. */
    boolean signedIn(Profile profile) {
        return instance(profile)
                .map(instance -> sessions.of(instance).stream().anyMatch(session -> good(session)))
                .orElse(false);
    }

    private boolean good(CachedSessions.Session session) {
        return session.good(clock.instant());
    }

    private Optional<Instance> instance(Profile profile) {
        try {
            return profiles.sso(profile).map(SsoProfile::instance);
        } catch (Problem incomplete) {
            return Optional.empty();
        }
    }

    List<Finding> examine(String check) {
        Optional<Profile> selected = profiles.profile(profiles.selectedName()).filter(Profile::isSso);
        if (selected.isPresent()) {
            // An incomplete profile is a problem that names itself.
            Instance instance =
                    profiles.sso(selected.get()).map(SsoProfile::instance).orElseThrow();
            return List.of(ofInstance(check, instance));
        }
        List<CachedSessions.Session> used =
                sessions.all().stream().filter(CachedSessions.Session::used).toList();
        Optional<String> login = login();
        if (used.isEmpty()) {
            return List.of(
                    login.isPresent()
                            ? Finding.warning(check, "nobody is signed in to IAM Identity Center", login.get())
                            : Finding.ok(check, "nobody is signed in, and no session is configured"));
        }
        if (used.stream().noneMatch(this::good)) {
            return List.of(Finding.warning(check, "every sign-in has expired", login.orElse("aws-sso login")));
        }
        return List.of(Finding.ok(check, "signed in" + until(used)));
    }

    private Finding ofInstance(String check, Instance instance) {
        List<CachedSessions.Session> found = sessions.of(instance);
        if (found.stream().anyMatch(this::good)) {
            return Finding.ok(check, "signed in" + until(found));
        }
        String why = found.isEmpty()
                ? "the selected profile needs a sign-in"
                : "the sign-in of the selected profile has expired";
        ShellCommand login = SignInRemedy.login(instance);
        return Finding.stops(check, why, login == null ? null : login.toString());
    }

    private String until(List<CachedSessions.Session> found) {
        if (found.stream().anyMatch(session -> good(session) && session.refreshable())) {
            return ", renewed by itself";
        }
        Optional<Instant> end = found.stream()
                .filter(this::good)
                .map(CachedSessions.Session::expiresAt)
                .max(Comparator.naturalOrder());
        return end.map(time -> " until " + Timestamps.format(time)).orElse("");
    }

    private Optional<String> login() {
        return profiles.ssoSessions().stream()
                .findFirst()
                .map(session -> "aws-sso login --sso-session " + ShellCommand.quote(session.name()));
    }
}
