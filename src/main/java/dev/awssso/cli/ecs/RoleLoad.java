package dev.awssso.cli.ecs;

import dev.awssso.cli.Toolbox;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.ecs.SlotName;
import dev.awssso.ecs.StartSlot;
import dev.awssso.ecs.wire.LoadDocument;
import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import dev.awssso.profiles.SsoProfile;
import dev.awssso.roles.Partition;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleSelection;
import dev.awssso.secrets.Secret;
import dev.awssso.signin.Instance;
import dev.awssso.signin.KnownSignIns;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is sent to the server for a role of Identity Center. */
final class RoleLoad {

    private RoleLoad() {}

    static LoadDocument document(
            RoleSelection selection, SlotName profile, RoleCredentials credentials, @Nullable Source source) {
        Secret sessionToken = credentials.sessionToken();
        Instant expiresAt = credentials.expiresAt();
        if (sessionToken == null || expiresAt == null) {
            throw new Problem.Usage(
                    "these are long-term keys", "the server takes only credentials that end by themselves", null);
        }
        RoleArn role = new RoleArn(
                Partition.ofRegion(selection.instance().region()),
                selection.role().account(),
                "",
                selection.role().roleName());
        return new LoadDocument(
                credentials.accessKeyId(),
                credentials.secretKey(),
                sessionToken,
                expiresAt,
                selection.role().account(),
                role,
                selection.role().roleName(),
                profile.text(),
                source);
    }

    /**
     * A slot that the server fills by itself with a configured profile's role, whether or not somebody is signed in.
     *
     * @throws Problem.NotFound when there is no such profile
     * @throws Problem.Usage when it names no role of Identity Center
     */
    static StartSlot start(SlotName slot, String profile, Toolbox tools) {
        Profiles profiles = tools.profiles();
        Profile configured = profiles.profile(profile)
                .orElseThrow(() -> new Problem.NotFound(
                        "there is no profile \"" + ForeignText.clean(profile) + "\"",
                        null,
                        "aws-sso configure profile NAME"));
        SsoProfile sso = profiles.sso(configured)
                .orElseThrow(() -> new Problem.Usage(
                        "profile \"" + ForeignText.clean(profile) + "\" names no role of Identity Center",
                        "it has no sso_account_id and sso_role_name",
                        null));
        Instance instance = sso.instance();
        Source.SignInKey key = instance.sessionName() == null
                ? new Source.SignInKey(Source.SignInKey.Kind.START_URL, instance.startUrl())
                : new Source.SignInKey(Source.SignInKey.Kind.SSO_SESSION, instance.sessionName());
        RoleArn role = new RoleArn(
                Partition.ofRegion(instance.region()),
                sso.role().account(),
                "",
                sso.role().roleName());
        return new StartSlot(slot, profile, role, new Source(key, instance.region(), sso.role(), List.of(), null));
    }

    /** Where the server fetches the next ones; empty when the shared cache has no sign-in that it could use. */
    static Optional<Source> source(RoleSelection selection, Toolbox tools) {
        Instance instance = selection.instance();
        KnownSignIns known = new KnownSignIns(tools.environment(), tools.sleeper(), tools.terminal()::note);
        Source.SignInKey bySession = instance.sessionName() == null
                ? null
                : new Source.SignInKey(Source.SignInKey.Kind.SSO_SESSION, instance.sessionName());
        Source.SignInKey byUrl = new Source.SignInKey(Source.SignInKey.Kind.START_URL, instance.startUrl());
        return (bySession == null ? List.of(byUrl) : List.of(bySession, byUrl))
                .stream()
                        .filter(key -> known.find(key.value())
                                .filter(place -> place.region().equals(instance.region()))
                                .isPresent())
                        .findFirst()
                        .map(key -> new Source(key, instance.region(), selection.role(), List.of(), null));
    }
}
