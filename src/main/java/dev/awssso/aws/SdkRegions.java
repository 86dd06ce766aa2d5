package dev.awssso.aws;

import dev.awssso.roles.KnownRegions;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;

/** The regions that the SDK lists; its metadata about them is not loaded. */
public final class SdkRegions implements KnownRegions {

    @Override
    public Set<String> all() {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
