package dev.awssso.doctor;

import dev.awssso.platform.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The variables that SDKs read. Other than elsewhere in this program a blank variable is not the same as none. */
final class Variables {

    static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
    static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
    static final String PROFILE = "AWS_PROFILE";
    static final String DEFAULT_PROFILE = "AWS_DEFAULT_PROFILE";
    static final String WEB_IDENTITY_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    static final String ROLE_ARN = "AWS_ROLE_ARN";
    static final String FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    static final String RELATIVE_URI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    static final String METADATA_DISABLED = "AWS_EC2_METADATA_DISABLED";

    /** The profile that SDKs use where none is selected. */
    static final String DEFAULT_NAME = "default";

    private final Environment environment;

    Variables(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    /** The value where it is not blank. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.variables().get(name)).filter(value -> !value.isEmpty());
    }

    /** The value of the first of these that is not blank. */
    Optional<String> first(String... names) {
        return Arrays.stream(names).flatMap(name -> value(name).stream()).findFirst();
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** True also for a blank one. */
    boolean isSet(String name) {
        return environment.variables().containsKey(name);
    }

    boolean isBlank(String name) {
        return isSet(name) && !has(name);
    }

    /** True when SDKs are told to ask an endpoint for credentials. */
    boolean endpoint() {
        return has(FULL_URI) || has(RELATIVE_URI);
    }

    /** {@code unset NAME...} for those that are set, blank ones too. */
    String unset(List<String> names) {
        return "unset " + String.join(" ", names.stream().filter(this::isSet).toList());
    }
}
