package dev.awssso.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A home directory in which somebody else's program is led to a sandbox, by one {@link ClientTransport}. */
final class ClientHome {

    private static final long LONGEST_SECONDS = 120;
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final String CONFIG =
            """
            [sso-session sandbox]
            sso_start_url = %1$s
            sso_region = us-east-1
            sso_registration_scopes = sso:account:access

            [profile direct]
            sso_session = sandbox
            sso_account_id = 111111111111
            sso_role_name = ReadOnlyAccess
            region = us-east-1

            [profile chained]
            role_arn = arn:aws:iam::222222222222:role/TargetRole
            source_profile = direct
            role_session_name = chained
            region = us-east-1

            [profile legacy]
            sso_start_url = %1$s
            sso_region = us-east-1
            sso_account_id = 111111111111
            sso_role_name = ReadOnlyAccess
            region = us-east-1

            [profile legacychained]
            role_arn = arn:aws:iam::222222222222:role/TargetRole
            source_profile = legacy
            role_session_name = chained
            region = us-east-1
            """;

    private final Path home;
    private final RunningSandbox sandbox;
    private final Map<String, String> variables = new TreeMap<>();

    ClientHome(Path home, RunningSandbox sandbox, ClientTransport transport) throws IOException {
        this.home = Files.createDirectories(home);
        this.sandbox = sandbox;
        Path ca = Files.writeString(home.resolve("ca.pem"), sandbox.caCertificate());
        variables.putAll(transport.variables(sandbox, ca));
        variables.put("HOME", home.toString());
        variables.put("PATH", System.getenv("PATH"));
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("BROWSER", "true");
        variables.put("START_URL", SignedIn.START_URL);
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG.formatted(SignedIn.START_URL));
    }

    ClientHome with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** Runs a program to its end, which must be a good one, and returns its stdout. Plays its browser. */
    String run(List<String> command) throws Exception {
        Path errors = home.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        StringBuilder out = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                OutputStream in = process.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.append(line).append('\n');
                if (line.startsWith("open ")) {
                    in.write((codeBehind(line.substring("open ".length())) + "\n").getBytes(StandardCharsets.US_ASCII));
                    in.flush();
                }
            }
        }
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), () -> command + " goes on and on");
        assertEquals(0, process.exitValue(), () -> command + "\n" + out + read(errors));
        return out.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    // What a browser brings back to the program's own listener.
    private String codeBehind(String target) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + target))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Matcher code = CODE.matcher(answer.headers().firstValue("location").orElse(answer.body()));
        assertTrue(code.find(), answer.statusCode() + " " + answer.body());
        return code.group(1);
    }

    /** Where tools keep the sign-in of the session. */
    Path tokenFile() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest("sandbox".getBytes(StandardCharsets.US_ASCII));
        return home.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(digest) + ".json");
    }

    /** Lays a sign-in there, as {@code aws sso login} leaves it. */
    void signIn() throws Exception {
        WireClient wire = new WireClient(sandbox);
        Map<String, Object> client = SignedIn.client(wire, SignedIn.deviceRegistration(SignedIn.SCOPES));
        JsonObject token = SignedIn.token(wire, client);
        JsonObject content = JsonObject.of(client)
                .with("startUrl", SignedIn.START_URL)
                .with("region", "us-east-1")
                .with("accessToken", token.string("accessToken").orElseThrow())
                .with("expiresAt", "2099-01-01T00:00:00Z")
                .with("registrationExpiresAt", "2099-01-01T00:00:00Z")
                .with("refreshToken", token.string("refreshToken").orElseThrow());
        Files.createDirectories(tokenFile().getParent());
        Files.writeString(tokenFile(), JsonStyle.COMPACT.write(content));
    }

    JsonObject token() throws Exception {
        return JsonObject.parse(Files.readString(tokenFile()));
    }

    /** Three times the access token ends, and the program renews it and keeps the new one. */
    void refreshesThreeTimes(List<String> identity) throws Exception {
        for (int i = 0; i < 3; i++) {
            JsonObject before = token();
            Files.writeString(tokenFile(), JsonStyle.COMPACT.write(before.with("expiresAt", "2020-01-01T00:00:00Z")));
            sandbox.expiresAccessTokens();
            forgetRoleCredentials();
            long refreshes = sandbox.tokenCalls("refresh_token");

            assertTrue(run(identity).contains("AWSReservedSSO_ReadOnlyAccess_"));

            assertEquals(refreshes + 1, sandbox.tokenCalls("refresh_token"));
            assertNotEquals(before.string("accessToken"), token().string("accessToken"));
        }
    }

    /** The AWS CLI's own cache of role credentials, which would spare it the portal. */
    void forgetRoleCredentials() throws IOException {
        Path cache = home.resolve(".aws/cli/cache");
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (var files = Files.list(cache)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** The options of a JVM that knows the proxy and trusts the sandbox's authority, as {@code docs/reference/sandbox.md} tells them. */
    List<String> javaTrust() throws Exception {
        Path store = home.resolve("sandbox.p12");
        if (!Files.exists(store)) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            run(List.of(
                    keytool,
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "sandbox",
                    "-file",
                    home.resolve("ca.pem").toString(),
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit"));
        }
        List<String> options =
                words("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit");
        if (variables.containsKey("HTTPS_PROXY")) {
            URI proxy = URI.create(sandbox.url());
            options.add("-Dhttps.proxyHost=" + proxy.getHost());
            options.add("-Dhttps.proxyPort=" + proxy.getPort());
        }
        return options;
    }

    private static List<String> words(String... words) {
        return new ArrayList<>(List.of(words));
    }
}
