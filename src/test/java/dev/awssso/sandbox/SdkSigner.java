package dev.awssso.sandbox;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Calls STS with requests signed by the SDK's signer, which the sandbox shares no line with. */
final class SdkSigner {

    private final AwsCredentialsIdentity keys;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private String region = "us-east-1";
    private String service = "sts";
    private Duration skew = Duration.ZERO;

    SdkSigner(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        keys = sessionToken == null
                ? AwsCredentialsIdentity.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentialsIdentity.create(accessKeyId, secretAccessKey, sessionToken);
    }

    /** The signer of the keys in an answer of STS. */
    static SdkSigner of(WireClient.Answer answer) {
        return new SdkSigner(answer.xml("AccessKeyId"), answer.xml("SecretAccessKey"), answer.xml("SessionToken"));
    }

    static SdkSigner of(UserKeys keys) {
        return new SdkSigner(keys.accessKeyId(), keys.secretAccessKey(), null);
    }

    SdkSigner region(String other) {
        region = other;
        return this;
    }

    SdkSigner service(String other) {
        service = other;
        return this;
    }

    SdkSigner skew(Duration other) {
        skew = other;
        return this;
    }

    /** Sends another value of a header than the one that was signed; an empty one leaves it out. */
    SdkSigner tampered(String header, String value) {
        overrides.put(header, value);
        return this;
    }

    AwsCredentialsIdentity keys() {
        return keys;
    }

    WireClient.Answer call(RunningSandbox sandbox, String action, String... parameters) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", action);
        form.put("Version", "2011-06-15");
        for (int i = 0; i < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        String body = WireClient.form(form);
        return new WireClient(sandbox).postText("/", body, headers(sandbox.url(), body));
    }

    String[] headers(String url, String body) {
        SdkHttpRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(url + "/"))
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .build();
        Map<String, List<String>> signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(keys)
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), skew)))
                .request()
                .headers();
        List<String> lines = new ArrayList<>();
        signed.forEach((name, values) -> {
            String value = overrides.getOrDefault(name, values.get(0));
            // The client writes Host by itself.
            if (!name.equals("Host") && !value.isEmpty()) {
                lines.add(name);
                lines.add(value);
            }
        });
        return lines.toArray(String[]::new);
    }
}
