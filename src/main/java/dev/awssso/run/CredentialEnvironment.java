package dev.awssso.run;

import dev.awssso.credentials.RoleCredentials;
import dev.awssso.platform.Environment;
import dev.awssso.platform.OperatingSystem;
import dev.awssso.platform.Timestamps;
import dev.awssso.secrets.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a child that is to use certain credentials and no others: what it inherits, less every variable
 * that an SDK prefers to ours or that holds a secret of ours, plus ours. What is to be gone is removed, never blank: a
 * blank {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI} breaks botocore and the SDK for Java.
 */
public final class CredentialEnvironment {

    private static final List<String> CREDENTIALS = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_CREDENTIAL_EXPIRATION",
            // The plural is what aws-sso-util sets.
            "AWS_CREDENTIALS_EXPIRATION",
            "AWS_ACCOUNT_ID",
            // botocore prefers it to AWS_SESSION_TOKEN.
            "AWS_SECURITY_TOKEN",
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            // Old names of the SDKs for Java and Ruby.
            "AWS_ACCESS_KEY",
            "AWS_SECRET_KEY",
            "AWS_CREDENTIAL_FILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ROLE_ARN",
            "AWS_ROLE_SESSION_NAME",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            // Ours and those of aws-sso-cli: they describe the shell around, not this child.
            "AWS_SSO_ACCOUNT_ID",
            "AWS_SSO_ACCOUNT_NAME",
            "AWS_SSO_ROLE_NAME",
            "AWS_SSO_PROFILE",
            "AWS_SSO_EXPIRES");
    private static final Pattern OUR_SECRETS = Pattern.compile("AWS_SSO_(.*_)?(TOKEN|SECRET|PASSWORD|PASSPHRASE|KEY)");
    private static final String REGION = "AWS_REGION";
    private static final String DEFAULT_REGION = "AWS_DEFAULT_REGION";
    static final List<String> PROXIES =
            List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
    private static final List<String> NOT_PROXIED = List.of("127.0.0.1", "localhost");

    private final Environment parent;

    public CredentialEnvironment(Environment parent) {
        this.parent = parent;
    }

    /** With the keys themselves, which end when they end. */
    public Map<String, String> withKeys(RoleCredentials credentials, ChildRegion region) {
        Map<String, String> child = inherited();
        child.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        child.put("AWS_SECRET_ACCESS_KEY", credentials.secretKey().reveal());
        if (credentials.sessionToken() != null) {
            child.put("AWS_SESSION_TOKEN", credentials.sessionToken().reveal());
        }
        credentials.expiry().map(Timestamps::format).ifPresent(expiry -> {
            child.put("AWS_CREDENTIAL_EXPIRATION", expiry);
            child.put("AWS_CREDENTIALS_EXPIRATION", expiry);
        });
        if (credentials.accountId() != null) {
            child.put("AWS_ACCOUNT_ID", credentials.accountId().digits());
        }
        putRegion(child, region);
        return child;
    }

    /**
     * With an endpoint that gives the credentials of the moment.
     *
     * @param token what the endpoint wants as {@code Authorization: Bearer TOKEN}
     */
    public Map<String, String> withEndpoint(URI endpoint, Secret token, ChildRegion region) {
        Map<String, String> child = inherited();
        child.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.toString());
        child.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer " + token.reveal());
        // An endpoint that fails must not lead on to the role of the machine.
        child.putIfAbsent("AWS_EC2_METADATA_DISABLED", "true");
        if (PROXIES.stream().anyMatch(name -> !child.getOrDefault(name, "").isEmpty())) {
            String either = firstNonEmpty(child, "NO_PROXY", "no_proxy");
            child.compute("NO_PROXY", (name, own) -> withoutProxy(own, either));
            child.compute("no_proxy", (name, own) -> withoutProxy(own, either));
        }
        putRegion(child, region);
        return child;
    }

    /** With no credentials at all. */
    public Map<String, String> withoutCredentials() {
        return inherited();
    }

    private Map<String, String> inherited() {
        Map<String, String> child = parent.system() == OperatingSystem.WINDOWS
                ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER)
                : new TreeMap<>();
        child.putAll(parent.variables());
        CREDENTIALS.forEach(child::remove);
        child.keySet().removeIf(name -> OUR_SECRETS.matcher(name).matches());
        return child;
    }

    // boto3 reads only AWS_DEFAULT_REGION, the AWS CLI v2 prefers AWS_REGION: both are set, or children of each would
    // work in different regions. Two that the parent has stay, even when they differ.
    private static void putRegion(Map<String, String> child, ChildRegion region) {
        String inherited = firstNonEmpty(child, REGION, DEFAULT_REGION);
        if (region.option() != null) {
            child.put(REGION, region.option());
            child.put(DEFAULT_REGION, region.option());
            return;
        }
        String other = inherited == null ? region.profile() : inherited;
        if (other != null) {
            putIfEmpty(child, REGION, other);
            putIfEmpty(child, DEFAULT_REGION, other);
        }
    }

    private static void putIfEmpty(Map<String, String> child, String name, String value) {
        if (child.getOrDefault(name, "").isEmpty()) {
            child.put(name, value);
        }
    }

    static String withoutProxy(@Nullable String own, @Nullable String either) {
        String base = own == null || own.isEmpty() ? (either == null ? "" : either) : own;
        if (base.strip().equals("*")) {
            return base;
        }
        List<String> present = Arrays.stream(base.split(",")).map(String::strip).toList();
        return Stream.concat(
                        Stream.of(base).filter(text -> !text.isEmpty()),
                        NOT_PROXIED.stream().filter(host -> !present.contains(host)))
                .collect(Collectors.joining(","));
    }

    static @Nullable String firstNonEmpty(Map<String, String> variables, String... names) {
        return Arrays.stream(names)
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
