package dev.awssso.doctor;

import dev.awssso.problem.ShellCommand;
import dev.awssso.profiles.Profile;
import dev.awssso.profiles.Profiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The region: without one most calls fail, and SDKs differ in the variable that they read. */
final class RegionCheck {

    private static final String REGION = "AWS_REGION";
    private static final String DEFAULT_REGION = "AWS_DEFAULT_REGION";

    private final Variables variables;
    private final Supplier<Profiles> profiles;

    RegionCheck(Variables variables, Supplier<Profiles> profiles) {
        this.variables = variables;
        this.profiles = profiles;
    }

    List<Finding> examine(String check) {
        Optional<String> region = variables.value(REGION);
        Optional<String> other = variables.value(DEFAULT_REGION);
        Profiles present = profiles.get();
        Optional<Profile> profile = present.profile(present.selectedName());
        Optional<String> configured = profile.flatMap(selected -> selected.get("region"));
        if (region.isEmpty() && other.isEmpty() && configured.isEmpty()) {
            return List.of(Finding.warning(
                    check,
                    "no region is configured, which most calls of an SDK need",
                    instanceRegion(present).map(RegionCheck::export).orElse(null)));
        }
        if (region.isPresent() && other.isPresent() && !region.equals(other)) {
            return List.of(Finding.warning(
                    check,
                    "boto3 uses AWS_DEFAULT_REGION, other SDKs AWS_REGION, and they differ",
                    "export " + DEFAULT_REGION + "=\"$" + REGION + "\""));
        }
        if (configured.isEmpty() && region.isPresent() != other.isPresent()) {
            String set = region.isPresent() ? REGION : DEFAULT_REGION;
            String absent = region.isPresent() ? DEFAULT_REGION : REGION;
            return List.of(Finding.warning(
                    check,
                    region.isPresent()
                            ? "boto3 reads AWS_DEFAULT_REGION alone, which is not set"
                            : "only boto3 and the AWS CLI read AWS_DEFAULT_REGION; AWS_REGION is not set",
                    "export " + absent + "=\"$" + set + "\""));
        }
        return List.of(Finding.ok(
                check,
                "the region is "
                        + dev.awssso.platform.ForeignText.clean(
                                region.or(() -> other).or(() -> configured).orElse(""))));
    }

    private static Optional<String> instanceRegion(Profiles profiles) {
        List<String> regions = profiles.ssoSessions().stream()
                .flatMap(session -> session.get("sso_region").stream())
                .distinct()
                .toList();
        return regions.size() == 1 ? Optional.of(regions.get(0)) : Optional.empty();
    }

    private static String export(String region) {
        String quoted = ShellCommand.quote(region);
        return "export " + REGION + "=" + quoted + " " + DEFAULT_REGION + "=" + quoted;
    }
}
