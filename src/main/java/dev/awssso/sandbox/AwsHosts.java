package dev.awssso.sandbox;

import java.util.List;
import java.util.Locale;

/** The host names of AWS that the sandbox answers in its proxy: the domains of the services in every partition. */
final class AwsHosts {

    // dnsSuffix and dualStackDnsSuffix of partitions.json, the domains of the consoles and sign-in pages, and those of
    // the start URLs.
    static final List<String> DOMAINS = List.of(
            "amazonaws.com",
            "api.aws",
            "aws.amazon.com",
            "amazonaws-us-gov.com",
            "amazonaws.com.cn",
            "api.amazonwebservices.com.cn",
            "amazonaws.cn",
            "amazonaws.eu",
            "api.amazonwebservices.eu",
            "amazonaws-eusc.eu",
            "c2s.ic.gov",
            "c2shome.ic.gov",
            "sc2s.sgov.gov",
            "sc2shome.sgov.gov",
            "cloud.adc-e.uk",
            "csphome.adc-e.uk",
            "csp.hci.ic.gov",
            "csphome.hci.ic.gov",
            "awsapps.com",
            "app.aws");

    private AwsHosts() {}

    /** Whether a name is in one of the domains. */
    static boolean contains(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.matches("[a-z0-9._-]{1,253}")
                && DOMAINS.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
    }
}
