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
}
