package dev.awssso.aws;

import dev.awssso.console.SigninTokens;
import dev.awssso.credentials.RoleCredentials;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The console's federation endpoint, which is no service of the SDK. The guide shows GET with the keys in the query;
 * POST works too and keeps them out of the logs of proxies. No text of an answer gets into a message.
 */
public final class ConsoleFederationPort implements SigninTokens {

    private static final String PURPOSE = "cannot sign in to the console";
    private static final int LONGEST = 64 * 1024;

    private final AwsClients clients;
    private final Attempts attempts;

    public ConsoleFederationPort(AwsClients clients, Sleeper sleeper) {
        this.clients = clients;
        this.attempts = new Attempts(clients, sleeper);
    }

    @Override
    public Secret signinToken(URI federation, RoleCredentials credentials, @Nullable Duration duration) {
        byte[] form = form(credentials, duration);
        try (SdkHttpClient http = clients.httpClient(federation)) {
            return token(attempts.call(() -> post(http, federation, form)));
        } catch (SdkServiceException refused) {
            if (refused.statusCode() == 400) {
                throw new Problem.Refused(
                        PURPOSE,
                        "the credentials were refused (expired, wrong partition, or not usable for the console)",
                        List.of(),
                        null,
                        refused);
            }
            throw new Problem.Unreachable(PURPOSE, "it answered with status " + refused.statusCode(), null, refused);
        } catch (SdkClientException unreachable) {
            throw AwsErrors.unreachable(PURPOSE, unreachable);
        }
    }

    private static byte[] form(RoleCredentials credentials, @Nullable Duration duration) {
        Map<String, String> session = new LinkedHashMap<>();
        session.put("sessionId", credentials.accessKeyId());
        session.put("sessionKey", credentials.secretKey().reveal());
        if (credentials.sessionToken() != null) {
            session.put("sessionToken", credentials.sessionToken().reveal());
        }
        String json = JsonStyle.COMPACT.write(JsonObject.of(session));
        StringBuilder form = new StringBuilder("Action=getSigninToken&Session=");
        form.append(URLEncoder.encode(json, StandardCharsets.UTF_8));
        if (duration != null) {
            form.append("&SessionDuration=").append(duration.toSeconds());
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] post(SdkHttpClient http, URI federation, byte[] form) {
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(federation)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("Content-Length", Integer.toString(form.length))
                .putHeader("Accept", "application/json")
                .contentStreamProvider(() -> new ByteArrayInputStream(form))
                .build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(request)
                            .contentStreamProvider(
                                    request.contentStreamProvider().orElseThrow())
                            .build())
                    .call();
            byte[] body = body(answer);
            SdkHttpResponse head = answer.httpResponse();
            if (head.statusCode() != 200) {
                throw SdkServiceException.builder()
                        .message("status " + head.statusCode())
                        .statusCode(head.statusCode())
                        .build();
            }
            return body;
        } catch (IOException e) {
            throw SdkClientException.builder()
                    .message("no answer from the console's federation endpoint")
                    .cause(e)
                    .build();
        }
    }

    private static byte[] body(HttpExecuteResponse answer) throws IOException {
        AbortableInputStream stream = answer.responseBody().orElse(null);
        if (stream == null) {
            return new byte[0];
        }
        try (stream) {
            return stream.readNBytes(LONGEST);
        }
    }

    private static Secret token(byte[] body) {
        try {
            return JsonObject.parse(body)
                    .string("SigninToken")
                    .filter(text -> !text.isEmpty())
                    .map(Secret::of)
                    .orElseThrow(ConsoleFederationPort::unreadable);
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static Problem unreadable() {
        return new Problem.Unreachable(PURPOSE, "the answer contains no token", null, null);
    }
}
