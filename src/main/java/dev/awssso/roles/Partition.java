package dev.awssso.roles;

import java.util.Arrays;
import java.util.Optional;

/**
 * The separate clouds of AWS, as far as they differ for this program.
 *
 * <p>Source: the endpoint rule sets shipped in the AWS SDKs (partitions.json).
 */
public enum Partition {
    // Region prefixes from specific to general; AWS is last and takes every other region.
    GOVERNMENT("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1"),
    ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "", "us-isob-east-1"),
    ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "", "us-isof-south-1"),
    ISO("aws-iso", "us-iso-", "c2s.ic.gov", "", "us-iso-east-1"),
    ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "", "eu-isoe-west-1"),
    CHINA("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
    EUROPEAN_SOVEREIGN("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
    AWS("aws", "", "amazonaws.com", "api.aws", "us-east-1");

    private final String id;
    private final String regionPrefix;
    private final String dnsSuffix;
    private final String dualStackSuffix;
    private final String defaultRegion;

    Partition(String id, String regionPrefix, String dnsSuffix, String dualStackSuffix, String defaultRegion) {
        this.id = id;
        this.regionPrefix = regionPrefix;
        this.dnsSuffix = dnsSuffix;
        this.dualStackSuffix = dualStackSuffix;
        this.defaultRegion = defaultRegion;
    }

    /** The partition of a region; one of unknown shape counts as {@link #AWS}, as in botocore. */
    public static Partition ofRegion(String region) {
        return Arrays.stream(values())
                .filter(partition -> region.startsWith(partition.regionPrefix))
                .findFirst()
                .orElse(AWS);
    }

    /** The partition that ARNs name this way. */
    public static Optional<Partition> ofId(String id) {
        return Arrays.stream(values())
                .filter(partition -> partition.id.equals(id))
                .findFirst();
    }

    /** The text after {@code arn:}. */
    public String id() {
        return id;
    }

    /** The end of service host names. */
    public String dnsSuffix() {
        return dnsSuffix;
    }

    /** The end of dual-stack host names, empty where there are none. */
    public Optional<String> dualStackSuffix() {
        return dualStackSuffix.isEmpty() ? Optional.empty() : Optional.of(dualStackSuffix);
    }

    /** The region used when nothing names one. */
    public String defaultRegion() {
        return defaultRegion;
    }
}
