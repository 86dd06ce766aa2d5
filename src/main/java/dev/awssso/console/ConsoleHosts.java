package dev.awssso.console;

import dev.awssso.problem.Problem;
import dev.awssso.roles.Partition;
import java.net.URI;

/**
 * Where the console of a partition is. The hosts are written here and taken from nowhere else: not from a token, a
 * given URL, or the answer of a service.
 *
 * @param signin where federation and sign-out are, with no path
 * @param console where the console's pages are, with no path
 */
record ConsoleHosts(URI signin, URI console) {

    /**
     * The hosts for a region.
     *
     * @throws Problem.Usage where no console is known
     */
    static ConsoleHosts of(String region) {
        return switch (Partition.ofRegion(region)) {
            // AWS General Reference, "AWS Management Console endpoints".
            case AWS ->
                hosts(
                        region.equals("us-east-1") ? "signin.aws.amazon.com" : region + ".signin.aws.amazon.com",
                        region + ".console.aws.amazon.com");
            case GOVERNMENT ->
                hosts(
                        region.equals("us-gov-west-1")
                                ? "signin.amazonaws-us-gov.com"
                                : region + ".signin.amazonaws-us-gov.com",
                        "console.amazonaws-us-gov.com");
            case CHINA -> hosts("signin.amazonaws.cn", "console.amazonaws.cn");
            // Here the host without a region does not work.
            case EUROPEAN_SOVEREIGN -> hosts(region + ".signin.amazonaws-eusc.eu", "console.amazonaws-eusc.eu");
            case ISO, ISO_B, ISO_E, ISO_F ->
                throw new Problem.Usage(
                        "the console is not supported in this partition",
                        "no console URL is known for region " + region,
                        null);
        };
    }

    private static ConsoleHosts hosts(String signin, String console) {
        return new ConsoleHosts(URI.create("https://" + signin), URI.create("https://" + console));
    }
}
