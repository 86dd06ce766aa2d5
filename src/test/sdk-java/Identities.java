import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Answers, for one home after the other, which credentials a current AWS SDK for Java resolves for each of its
 * profiles. The lines on stdin and stdout are those of src/test/python/identities.py.
 *
 * <p>A JVM cannot change its environment: {@code HOME} is a link that is put to each home in turn, and other variables
 * are set as the system properties that the SDK reads before them.
 */
final class Identities {

    private static final Map<String, String> PROPERTIES = Map.of(
            "AWS_PROFILE", "aws.profile",
            "AWS_CONFIG_FILE", "aws.configFile",
            "AWS_SHARED_CREDENTIALS_FILE", "aws.sharedCredentialsFile",
            "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
            "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
            "AWS_SESSION_TOKEN", "aws.sessionToken");

    private Identities() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode request = JsonNode.parser().parse(line);
            enter(request);
            List<String> answers = new ArrayList<>();
            for (JsonNode profile : request.field("profiles").orElseThrow().asArray()) {
                answers.add(answer(profile.isNull() ? null : profile.asString()));
            }
            out.println("{\"file\": " + refusedFile() + ", \"answers\": [" + String.join(", ", answers) + "]}");
        }
    }

    private static void enter(JsonNode request) throws IOException {
        Path link = Path.of(System.getenv("HOME"));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(request.field("home").orElseThrow().asString()));
        Map<String, JsonNode> variables = request.field("env").orElseThrow().asObject();
        PROPERTIES.forEach((variable, property) -> {
            if (variables.containsKey(variable)) {
                System.setProperty(property, variables.get(variable).asString());
            } else {
                System.clearProperty(property);
            }
        });
    }

    private static String refusedFile() {
        try {
            ProfileFile.defaultProfileFile();
            return "null";
        } catch (RuntimeException e) {
            return quoted(e.getClass().getSimpleName());
        }
    }

    private static String answer(String profile) {
        AwsCredentialsProvider provider = null;
        try {
            provider = profile == null
                    ? DefaultCredentialsProvider.builder().build()
                    : ProfileCredentialsProvider.create(profile);
            AwsCredentials keys = provider.resolveCredentials();
            String token = keys instanceof AwsSessionCredentials session ? quoted(session.sessionToken()) : "null";
            return "{\"id\": " + quoted(keys.accessKeyId()) + ", \"secret\": " + quoted(keys.secretAccessKey())
                    + ", \"token\": " + token + "}";
        } catch (RuntimeException e) {
            return "{\"error\": " + quoted(e.getClass().getSimpleName() + ": " + e.getMessage()) + "}";
        } finally {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
