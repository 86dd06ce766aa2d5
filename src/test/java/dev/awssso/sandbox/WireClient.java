package dev.awssso.sandbox;

import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Speaks to a sandbox in plain HTTP, with nobody's SDK between. */
final class WireClient {

    /** One answer, with the parts that tests look at. */
    record Answer(int status, Map<String, List<String>> headers, String body) {

        JsonObject json() {
            return JsonObject.parse(body);
        }

        String text(String member) {
            return json().string(member).orElseThrow(() -> new AssertionError(member + " is missing"));
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        /** Status and the error's name: {@code 400 InvalidGrantException}. */
        String error() {
            return status + " " + header("x-amzn-errortype");
        }

        /** The text of the first XML element of this name. */
        String xml(String element) {
            Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                    .matcher(body);
            if (!matcher.find()) {
                throw new AssertionError(element + " is missing");
            }
            return matcher.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        }

        /** The value of a hidden field of a page's form. */
        String field(String name) {
            Matcher matcher =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
            if (!matcher.find()) {
                throw new AssertionError(name + " is missing");
            }
            return matcher.group(1);
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    WireClient(RunningSandbox sandbox) {
        this.base = sandbox.url();
    }

    Answer get(String pathAndQuery, String... headers) {
        return send(request(pathAndQuery, headers).GET());
    }

    Answer post(String path, Map<String, ?> members) {
        return postText(path, JsonStyle.COMPACT.write(JsonObject.of(members)), "Content-Type", "application/json");
    }

    Answer postForm(String path, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request =
                request(path, headers).header("Content-Type", "application/x-www-form-urlencoded");
        return send(request.POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    Answer postText(String path, String body, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer post(String path, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String pathAndQuery, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + pathAndQuery));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
