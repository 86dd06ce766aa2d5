package dev.awssso.aws;

import java.util.Optional;

/** What the profile in use says about connections; {@code boot} takes it from the config file. */
public interface ConnectionSettings {

    /** The value of a key of the profile: {@code endpoint_url}, {@code ca_bundle}, {@code max_attempts} and so on. */
    Optional<String> value(String key);

    /**
     * {@code endpoint_url} of a service under the {@code [services X]} that the profile names.
     *
     * @throws dev.awssso.problem.Problem.LocalFile when that section does not exist
     */
    Optional<String> serviceEndpoint(String service);

    /** No profile. */
    static ConnectionSettings none() {
        return new ConnectionSettings() {
            @Override
            public Optional<String> value(String key) {
                return Optional.empty();
            }

            @Override
            public Optional<String> serviceEndpoint(String service) {
                return Optional.empty();
            }
        };
    }
}
