package dev.awssso.ecs;

import dev.awssso.ecs.wire.Source;
import dev.awssso.platform.ForeignText;
import dev.awssso.platform.Timestamps;
import dev.awssso.problem.Notes;
import dev.awssso.problem.ShellCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of sign-ins that end soon, once for each end of each sign-in. Used by one thread. */
final class SignInEnds {

    private static final Duration AHEAD = Duration.ofMinutes(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final RoleSources sources;
    private final Notes notes;
    private final Notices notices;
    private final Map<Source.SignInKey, SignInEnd> told = new HashMap<>();
    private Instant nextLook = Instant.EPOCH;

    SignInEnds(RoleSources sources, Notes notes, Notices notices) {
        this.sources = sources;
        this.notes = notes;
        this.notices = notices;
    }

    /** Looks at the sign-ins of these slots, every few seconds. */
    void look(Instant now, Collection<Slot> slots) {
        // The clock may have been set back meanwhile.
        if (now.isBefore(nextLook) && !nextLook.isAfter(now.plus(BETWEEN_LOOKS))) {
            return;
        }
        nextLook = now.plus(BETWEEN_LOOKS);
        Map<Source.SignInKey, List<Slot>> signIns = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.source() instanceof SlotSource.OfIdentityCenter named) {
                signIns.computeIfAbsent(named.source().signIn(), key -> new ArrayList<>())
                        .add(slot);
            }
        }
        signIns.forEach((key, users) -> look(now, key, users));
    }

    private void look(Instant now, Source.SignInKey key, List<Slot> users) {
        SlotSource source = users.get(0).source();
        Optional<SignInEnd> found = source == null ? Optional.empty() : sources.signInEnd(source, now);
        if (found.isEmpty() || !endsSoon(found.get().at(), now) || found.get().equals(told.put(key, found.get()))) {
            return;
        }
        String text = text(key, found.get());
        notes.note(text);
        users.stream().map(Slot::name).sorted().forEach(slot -> notices.tell(Notice.Event.SIGN_IN_ENDS, slot, text));
    }

    private static boolean endsSoon(Instant end, Instant now) {
        return now.isBefore(end) && !now.isBefore(end.minus(AHEAD));
    }

    private static String text(Source.SignInKey key, SignInEnd end) {
        String option =
                switch (key.kind()) {
                    case SSO_SESSION -> "--sso-session";
                    case START_URL -> "--sso-start-url";
                };
        String what = end.ofRegistration() ? " can no longer be refreshed after " : " ends at ";
        String name = ForeignText.clean(key.value());
        return "the sign-in \"" + name + "\"" + what + Timestamps.format(end.at()) + "; run: "
                + ShellCommand.of("aws-sso", "login", "--force-refresh", option, name);
    }
}
