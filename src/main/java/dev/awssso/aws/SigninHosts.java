package dev.awssso.aws;

import dev.awssso.roles.Partition;
import java.util.Optional;

/**
 * The hosts of AWS Sign-In, which are not named like those of other services. Source: the endpoint rule set of signin
 * in botocore 1.44, for operations that are neither of the control plane nor of OAuth for applications.
 */
final class SigninHosts {

    private SigninHosts() {}

    /** The host of a region; empty where there are no dual-stack hosts. */
    static Optional<String> host(String region, boolean fips, boolean dualStack) {
        Partition partition = Partition.ofRegion(region);
        String label = fips ? "signin-fips" : "signin";
        if (dualStack) {
            return partition.dualStackSuffix().map(suffix -> label + "." + region + "." + suffix);
        }
        if (fips && partition == Partition.GOVERNMENT) {
            String plain = label + ".amazonaws-us-gov.com";
            return Optional.of(region.equals("us-gov-west-1") ? plain : region + "." + plain);
        }
        return Optional.of(
                fips ? label + "." + region + "." + partition.dnsSuffix() : region + ".signin." + suffix(partition));
    }

    private static String suffix(Partition partition) {
        return switch (partition) {
            case AWS -> "aws.amazon.com";
            case GOVERNMENT -> "amazonaws-us-gov.com";
            case CHINA -> "amazonaws.cn";
            case EUROPEAN_SOVEREIGN -> "amazonaws-eusc.eu";
            case ISO -> "c2shome.ic.gov";
            case ISO_B -> "sc2shome.sgov.gov";
            case ISO_E -> "csphome.adc-e.uk";
            case ISO_F -> "csphome.hci.ic.gov";
        };
    }
}
