package dev.awssso.credentials;

import dev.awssso.platform.Environment;
import dev.awssso.problem.Problem;
import dev.awssso.roles.Partition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one region that all calls of a command go to. There always is one. */
public final class WorkRegion {

    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{3,32}");

    /**
     * Where to look for it.
     *
     * @param option {@code --region}
     * @param profile {@code region} of the profile
     * @param sso the region of the Identity Center instance
     * @param hops roles to assume, whose partition has a default region
     */
    public record Hints(@Nullable String option, @Nullable String profile, @Nullable String sso, List<Hop> hops) {}

    private WorkRegion() {}

    /**
     * The first there is: the option, {@code AWS_REGION}, {@code AWS_DEFAULT_REGION}, the profile, the instance, the
     * default of the first role's partition, {@code us-east-1}.
     *
     * @throws Problem.Usage when it cannot be a region
     */
    public static String resolve(Hints hints, Environment environment) {
        String region = Optional.ofNullable(hints.option())
                .or(() -> environment.get("AWS_REGION"))
                .or(() -> environment.get("AWS_DEFAULT_REGION"))
                .or(() -> Optional.ofNullable(hints.profile()))
                .or(() -> Optional.ofNullable(hints.sso()))
                .or(() -> hints.hops().stream()
                        .findFirst()
                        .map(hop -> hop.role().partition().defaultRegion()))
                .orElse(Partition.AWS.defaultRegion());
        if (!FORM.matcher(region).matches()) {
            throw new Problem.Usage("invalid region", "it must be a region such as us-east-1", null);
        }
        return region;
    }
}
