package dev.awssso.doctor;

import dev.awssso.doctor.CredentialChain.Choice;
import dev.awssso.doctor.CredentialChain.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each SDK will do here, and whether that is what the variables ask for. */
final class ClientChecks {

    private final Variables variables;
    private final Map<SdkClient, Choice> choices = new EnumMap<>(SdkClient.class);

    /** @param only the SDK that is asked about, null for all */
    ClientChecks(Variables variables, CredentialChain chain, @Nullable SdkClient only) {
        this.variables = variables;
        Stream.of(SdkClient.values())
                .filter(client -> only == null || client == only)
                .forEach(client -> choices.put(client, chain.of(client)));
    }

    /** The names of the sources, by the names of the SDKs. */
    Map<SdkClient, String> sources() {
        Map<SdkClient, String> sources = new EnumMap<>(SdkClient.class);
        choices.forEach((client, choice) -> sources.put(client, choice.source().text()));
        return sources;
    }

    /** @param serverUp whether our server would give credentials if it were asked */
    List<Finding> examine(String check, boolean serverUp) {
        Verdict verdict = choices.values().stream()
                .map(this::verdict)
                .reduce(Verdict.OK, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        boolean several = choices.values().stream().distinct().count() > 1;
        String reason = several
                ? choices.entrySet().stream()
                        .map(entry -> entry.getKey().text() + " " + sentence(entry.getValue()))
                        .collect(Collectors.joining("; "))
                : subject() + " " + sentence(choices.values().iterator().next());
        boolean nothing = choices.values().stream()
                .allMatch(choice -> choice.source() == Source.NONE || choice.source() == Source.INSTANCE_METADATA);
        String fix = nothing && serverUp && !variables.endpoint() ? "eval \"$(aws-sso ecs env)\"" : null;
        return List.of(new Finding(check, several && verdict == Verdict.OK ? Verdict.WARNING : verdict, reason, fix));
    }

    private String subject() {
        return choices.size() == 1 ? choices.keySet().iterator().next().text() : "every SDK";
    }

    private static String sentence(Choice choice) {
        return choice.source() == Source.NONE ? "gets no credentials: " + choice.reason() : choice.reason();
    }

    private Verdict verdict(Choice choice) {
        return switch (choice.source()) {
            case NONE -> Verdict.STOPS;
            case CONTAINER -> Verdict.OK;
            case INSTANCE_METADATA -> Verdict.WARNING;
            case ENVIRONMENT, PROFILE, WEB_IDENTITY -> variables.endpoint() ? Verdict.STOPS : Verdict.OK;
        };
    }
}
