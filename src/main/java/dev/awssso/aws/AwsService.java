package dev.awssso.aws;

/** The services this program calls, as the endpoint settings name them. */
public enum AwsService {
    /** The portal of Identity Center. */
    SSO("sso", "portal.sso"),
    SSO_OIDC("sso_oidc", "oidc"),
    STS("sts", "sts"),
    /** AWS Sign-In, behind {@code aws login}. */
    SIGNIN("signin", "signin");

    private final String key;
    private final String hostLabel;

    AwsService(String key, String hostLabel) {
        this.key = key;
        this.hostLabel = hostLabel;
    }

    /** Its name under {@code [services X]}; in capitals behind {@code AWS_ENDPOINT_URL_}. */
    public String key() {
        return key;
    }

    /** What its host name begins with. */
    String hostLabel() {
        return hostLabel;
    }
}
