package dev.awssso.profiles;

import java.util.Set;

/** The keys of config files that this program uses, by their names in the AWS SDKs. */
public final class ConfigKeys {

    public static final String SSO_SESSION = "sso_session";
    public static final String SSO_ACCOUNT_ID = "sso_account_id";
    public static final String SSO_ROLE_NAME = "sso_role_name";
    public static final String SSO_START_URL = "sso_start_url";
    public static final String SSO_REGION = "sso_region";
    public static final String SSO_REGISTRATION_SCOPES = "sso_registration_scopes";
    public static final String REGION = "region";
    public static final String OUTPUT = "output";
    public static final String LOGIN_SESSION = "login_session";
    public static final String CREDENTIAL_PROCESS = "credential_process";
    public static final String SOURCE_PROFILE = "source_profile";
    public static final String ROLE_ARN = "role_arn";
    public static final String ROLE_SESSION_NAME = "role_session_name";

    private static final Set<String> USED = Set.of(
            SSO_SESSION,
            SSO_ACCOUNT_ID,
            SSO_ROLE_NAME,
            SSO_START_URL,
            SSO_REGION,
            SSO_REGISTRATION_SCOPES,
            REGION,
            OUTPUT,
            LOGIN_SESSION,
            CREDENTIAL_PROCESS,
            SOURCE_PROFILE,
            ROLE_ARN,
            ROLE_SESSION_NAME,
            "credential_source",
            "external_id",
            "duration_seconds",
            "mfa_serial",
            "web_identity_token_file",
            "aws_access_key_id",
            "aws_secret_access_key",
            "aws_session_token",
            "services",
            "endpoint_url",
            "ignore_configured_endpoint_urls",
            "use_fips_endpoint",
            "use_dualstack_endpoint",
            "ca_bundle",
            "max_attempts");

    private ConfigKeys() {}

    /**
     * The value without an inline comment, for keys this program uses. The SDK for Java cuts it off, botocore takes
     * it for a part of the value; no value of these keys can hold one.
     */
    static String stripComment(String key, String value) {
        boolean none = value.indexOf('#') < 0 && value.indexOf(';') < 0;
        if (none || !USED.contains(key)) {
            return value;
        }
        for (int i = 0; i < value.length(); i++) {
            boolean mark = value.charAt(i) == '#' || value.charAt(i) == ';';
            if (mark && (i == 0 || ConfigLine.isBlank(value.charAt(i - 1)))) {
                return value.substring(0, i).strip();
            }
        }
        return value;
    }
}
