package dev.awssso.signin;

import java.util.List;
import java.util.Optional;

/** The instances that the config file knows; {@code profiles} reads them from {@code ~/.aws/config}. */
public interface ConfiguredInstances {

    /** The config file's name for messages. */
    String file();

    /**
     * Every {@code [sso-session]} with both keys, used by a profile or not, and every profile that holds both keys
     * itself, in the order of the file.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when the file cannot be read
     */
    List<ConfiguredInstance> all();

    /** The names of all {@code [sso-session]} sections, complete or not. */
    List<String> sessionNames();

    /**
     * The section of this name; empty when there is none.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when the section lacks a key
     */
    Optional<ConfiguredInstance> session(String name);

    /** True when there is a profile of this name, of whatever kind. */
    boolean hasProfile(String name);

    /**
     * The instance that a profile names by its session or start URL, or that the first profile on its way of
     * {@code source_profile} names; empty when none does, and when there is no such profile.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when the keys contradict each other or one is missing
     */
    Optional<Instance> ofProfile(String name);
}
