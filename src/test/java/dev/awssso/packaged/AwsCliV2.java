package dev.awssso.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The AWS CLI version 2 of this machine, where there is one, and how it is led to a sandbox. */
final class AwsCliV2 {

    private static final Map<String, String> SIGNING_NAMES =
            Map.of("sso/2019-06-10", "awsssoportal", "sso-oidc/2019-06-10", "awsssooidc", "sts/2011-06-15", "sts");

    private AwsCliV2() {}

    /** The first `aws` of version 2; the tests' own one, of version 1, may stand before it on the path. */
    static Optional<Path> find() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/bin", "/usr/local/bin"))
                .map(folder -> Path.of(folder, "aws"))
                .filter(Files::isExecutable)
                .filter(AwsCliV2::isVersion2)
                .findFirst();
    }

    private static boolean isVersion2(Path aws) {
        try {
            Process process = new ProcessBuilder(aws.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && version.startsWith("aws-cli/2.");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    /**
     * Writes a folder for {@code AWS_DATA_PATH}: versions before 2.13 do not know {@code AWS_ENDPOINT_URL}, but endpoint
     * rules there stand before their own.
     */
    static void endpointRules(Path data, String url) throws IOException {
        for (Map.Entry<String, String> service : SIGNING_NAMES.entrySet()) {
            Path folder = Files.createDirectories(data.resolve(service.getKey()));
            Files.writeString(folder.resolve("endpoint-rule-set-1.json"), rules(service.getValue(), url));
        }
    }

    private static String rules(String signingName, String url) {
        String builtIns = Stream.of("UseDualStack", "UseFIPS", "STS::UseGlobalEndpoint")
                .map(name ->
                        "\"%s\": {\"builtIn\": \"AWS::%s\", \"type\": \"Boolean\", \"required\": true, \"default\": false}"
                                .formatted(name.replace("STS::", ""), name))
                .reduce(
                        "\"Region\": {\"builtIn\": \"AWS::Region\", \"type\": \"String\", \"required\": false}",
                        (all, one) -> all + ", " + one);
        return """
                {"version": "1.0", "parameters": {%s,
                 "Endpoint": {"builtIn": "SDK::Endpoint", "type": "String", "required": false}},
                 "rules": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "%s", "headers": {}, "properties":
                 {"authSchemes": [{"name": "sigv4", "signingName": "%s", "signingRegion": "us-east-1"}]}}}]}
                """
                .formatted(builtIns, url, signingName);
    }
}
