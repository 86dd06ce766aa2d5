package dev.awssso.roles;

import java.util.Set;

/** The regions that AWS had when this program was built. AWS adds some, so that one which is not among them may exist. */
@FunctionalInterface
public interface KnownRegions {

    /** Their names, such as {@code eu-west-1}, of all partitions. */
    Set<String> all();
}
