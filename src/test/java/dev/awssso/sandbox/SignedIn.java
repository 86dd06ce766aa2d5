package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Goes through the protocol up to where a test begins. */
final class SignedIn {

    static final String START_URL = "https://d-987654321d.awsapps.com/start";
    static final List<String> SCOPES = List.of("sso:account:access");

    private SignedIn() {}

    /** Members of a device registration. */
    static Map<String, Object> deviceRegistration(List<String> scopes) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("clientName", "test");
        members.put("clientType", "public");
        if (!scopes.isEmpty()) {
            members.put("scopes", scopes);
        }
        return members;
    }

    /** Members of a PKCE registration, as the AWS CLI sends them. */
    static Map<String, Object> codeRegistration() {
        Map<String, Object> members = deviceRegistration(SCOPES);
        members.put("grantTypes", List.of("authorization_code", "refresh_token"));
        members.put("redirectUris", List.of("http://127.0.0.1/oauth/callback"));
        members.put("issuerUrl", START_URL);
        return members;
    }

    /** {@code clientId} and {@code clientSecret} of a new client. */
    static Map<String, Object> client(WireClient wire, Map<String, Object> registration) {
        WireClient.Answer answer = wire.post("/client/register", registration);
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", answer.text("clientId"));
        client.put("clientSecret", answer.text("clientSecret"));
        return client;
    }

    static Map<String, Object> with(Map<String, Object> members, Object... more) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    /** The members of CreateToken's answer after a device sign-in with these scopes. */
    static JsonObject token(WireClient wire, List<String> scopes) {
        return token(wire, client(wire, deviceRegistration(scopes)));
    }

    static JsonObject token(WireClient wire, Map<String, Object> client) {
        String deviceCode = wire.post("/device_authorization", with(client, "startUrl", START_URL))
                .text("deviceCode");
        return poll(wire, client, deviceCode).json();
    }

    static WireClient.Answer poll(WireClient wire, Map<String, Object> client, String deviceCode) {
        return wire.post(
                "/token",
                with(client, "grantType", "urn:ietf:params:oauth:grant-type:device_code", "deviceCode", deviceCode));
    }

    static WireClient.Answer refresh(WireClient wire, Map<String, Object> client, String refreshToken) {
        return wire.post("/token", with(client, "grantType", "refresh_token", "refreshToken", refreshToken));
    }

    static String accessToken(WireClient wire) {
        return token(wire, SCOPES).string("accessToken").orElseThrow();
    }

    /** Role credentials of the portal. */
    static SdkSigner roleKeys(WireClient wire, String account, String role) {
        JsonObject credentials = wire.get(
                        "/federation/credentials?role_name=" + WireClient.encode(role) + "&account_id=" + account,
                        "x-amz-sso_bearer_token",
                        accessToken(wire))
                .json()
                .object("roleCredentials")
                .orElseThrow();
        return new SdkSigner(
                credentials.string("accessKeyId").orElseThrow(),
                credentials.string("secretAccessKey").orElseThrow(),
                credentials.string("sessionToken").orElseThrow());
    }
}
