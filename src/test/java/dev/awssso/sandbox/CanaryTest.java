package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class CanaryTest {

    private static final String MARK = "xCANARYx";

    @RegisterExtension
    final RunningSandbox sandbox = RunningSandbox.start().marksSecrets(MARK);

    private final WireClient wire = new WireClient(sandbox);

    @Test
    void everySecretIsMarked() {
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        String deviceCode = wire.post("/device_authorization", SignedIn.with(client, "startUrl", SignedIn.START_URL))
                .text("deviceCode");
        JsonObject token = SignedIn.poll(wire, client, deviceCode).json();
        SdkSigner keys = SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "AdministratorAccess");

        for (String secret : List.of(
                (String) client.get("clientSecret"),
                deviceCode,
                token.string("accessToken").orElseThrow(),
                token.string("refreshToken").orElseThrow(),
                keys.keys().secretAccessKey(),
                ((AwsSessionCredentialsIdentity) keys.keys()).sessionToken(),
                sandbox.controls().createUser(RunningSandbox.ACCOUNT, "bob").secretAccessKey(),
                sandbox.controls().webIdentityToken())) {
            assertTrue(secret.contains(MARK));
        }
    }

    @Test
    void whatIsNotSecretIsNotMarked() {
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        SignedIn.roleKeys(wire, RunningSandbox.ACCOUNT, "AdministratorAccess").call(sandbox, "GetCallerIdentity");

        assertFalse(((String) client.get("clientId")).contains(MARK));
        assertFalse(sandbox.controls().callLog().toString().contains(MARK));
    }
}
