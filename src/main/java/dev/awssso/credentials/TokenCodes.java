package dev.awssso.credentials;

import dev.awssso.secrets.Secret;

/** Where the codes of a second factor come from: a person, or stdin. */
@FunctionalInterface
public interface TokenCodes {

    /**
     * Six digits, good once.
     *
     * @param serialNumber the device to read them from
     * @throws dev.awssso.problem.Problem.Usage when nobody can be asked, or what came is no code
     */
    Secret code(String serialNumber);
}
