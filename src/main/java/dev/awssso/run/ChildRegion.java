package dev.awssso.run;

import org.jspecify.annotations.Nullable;

/**
 * The region that a child is to work in. The option wins over what the child inherits, and that wins over the profile,
 * as in the SDKs.
 *
 * @param option {@code --region}
 * @param profile {@code region} of the profile in use, or of the default profile
 */
public record ChildRegion(@Nullable String option, @Nullable String profile) {}
