package dev.awssso.aws;

import dev.awssso.credentials.LoginRenewal;
import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import dev.awssso.platform.Sleeper;
import dev.awssso.problem.Problem;
import dev.awssso.secrets.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * CreateOAuth2Token of AWS Sign-In (service model of signin 2023-01-01), which the SDK of this program does not know.
 * Unsigned; each attempt carries a proof of its own (RFC 9449 4.2). No text of an answer gets into a message.
 */
public final class SigninPort implements LoginRenewal {

    private static final int LONGEST = 256 * 1024;

    private final AwsClients clients;
    private final Attempts attempts;

    public SigninPort(AwsClients clients, Sleeper sleeper) {
        this.clients = clients;
        this.attempts = new Attempts(clients, sleeper);
    }

    private record Answer(int status, String body) {}

    @Override
    public Renewed renew(Request request) {
        URI target = URI.create(clients.endpoints().endpoint(AwsService.SIGNIN, request.region()) + "/v1/token");
        try (SdkHttpClient http = clients.httpClient(target)) {
            Answer answer = attempts.call(() -> post(http, target, request));
            return answer.status() == 200 ? renewed(purpose(request), answer.body()) : refused(request, answer);
        } catch (SdkServiceException failed) {
            throw new Problem.Unreachable(
                    purpose(request), target.getHost() + " answered with status " + failed.statusCode(), null, failed);
        } catch (SdkClientException unreachable) {
            throw AwsErrors.unreachable(purpose(request), unreachable);
        }
    }

    private static String purpose(Request request) {
        return "cannot renew the sign-in of profile \"" + request.profile() + "\"";
    }

    private Answer post(SdkHttpClient http, URI target, Request request) {
        byte[] body = body(request);
        SdkHttpFullRequest post = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(target)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("DPoP", request.key().proof("POST", target, clients.now()))
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(post)
                            .contentStreamProvider(post.contentStreamProvider().orElseThrow())
                            .build())
                    .call();
            int status = answer.httpResponse().statusCode();
            String content = content(answer);
            if (status == 429 || status >= 500) {
                throw SdkServiceException.builder()
                        .message("status " + status)
                        .statusCode(status)
                        .build();
            }
            return new Answer(status, content);
        } catch (IOException e) {
            throw SdkClientException.builder()
                    .message("no answer from AWS Sign-In")
                    .cause(e)
                    .build();
        }
    }

    private static byte[] body(Request request) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("clientId", request.clientId());
        members.put("refreshToken", request.refreshToken().reveal());
        members.put("grantType", "refresh_token");
        return JsonStyle.COMPACT.write(JsonObject.of(members)).getBytes(StandardCharsets.UTF_8);
    }

    private static String content(HttpExecuteResponse answer) throws IOException {
        AbortableInputStream stream = answer.responseBody().orElse(null);
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private static Renewed renewed(String purpose, String body) {
        try {
            JsonObject answer = JsonObject.parse(body);
            JsonObject keys = answer.object("accessToken").orElse(JsonObject.empty());
            return new Renewed(
                    member(purpose, keys, "accessKeyId"),
                    Secret.of(member(purpose, keys, "secretAccessKey")),
                    Secret.of(member(purpose, keys, "sessionToken")),
                    Secret.of(member(purpose, answer, "refreshToken")),
                    Duration.ofSeconds(answer.integer("expiresIn").orElseThrow(() -> unreadable(purpose))));
        } catch (JsonException e) {
            throw unreadable(purpose);
        }
    }

    private static String member(String purpose, JsonObject object, String name) {
        return object.string(name).filter(text -> !text.isEmpty()).orElseThrow(() -> unreadable(purpose));
    }

    private static Problem unreadable(String purpose) {
        return new Problem.Unreachable(purpose, "the answer of AWS Sign-In cannot be read", null, null);
    }

    private static Renewed refused(Request request, Answer answer) {
        String error = "";
        try {
            error = JsonObject.parse(answer.body()).string("error").orElse("");
        } catch (JsonException e) {
            // The status alone has to do.
        }
        switch (error) {
            case "TOKEN_EXPIRED" -> throw signIn(request, "the sign-in has expired");
            case "USER_CREDENTIALS_CHANGED" -> throw signIn(request, "the password was changed since the sign-in");
            case "INSUFFICIENT_PERMISSIONS" ->
                throw new Problem.Refused(
                        purpose(request), "the permission signin:CreateOAuth2Token is missing", List.of(), null, null);
            default -> {
                if (answer.status() == 401 || answer.status() == 403) {
                    throw signIn(request, "AWS refused to renew it");
                }
                throw new Problem.Unreachable(
                        purpose(request), "AWS Sign-In answered with status " + answer.status(), null, null);
            }
        }
    }

    private static Problem signIn(Request request, String why) {
        return new Problem.SignIn(purpose(request), why, request.signIn());
    }
}
