package dev.awssso.ecs;

import dev.awssso.roles.Partition;
import java.util.Optional;

/** The partitions of configured profiles, for loads that do not say theirs. */
@FunctionalInterface
public interface ProfilePartitions {

    /** The partition of the profile's Identity Center region; empty when no such profile is configured. */
    Optional<Partition> of(String profileName);
}
