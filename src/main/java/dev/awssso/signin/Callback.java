package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import dev.awssso.secrets.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request to the redirect address means: the table of RFC 6749 4.1.2 and 4.1.2.1, with everything refused that
 * a stray page or another program may send.
 */
final class Callback {

    /** The one path that is registered. */
    static final String PATH = "/oauth/callback";

    /** How the sign-in continues. */
    sealed interface Outcome {}

    /** The person agreed. */
    record Code(Secret authorization) implements Outcome {}

    /** The service says no. */
    record Refused(String error, @Nullable String description) implements Outcome {}

    /** The redirect belongs to another sign-in: somebody may be trying to sign us in as somebody else. */
    record WrongState() implements Outcome {}

    /**
     * The answer to a request.
     *
     * @param status the HTTP status
     * @param outcome how the sign-in continues, null to keep waiting
     */
    record Verdict(int status, @Nullable Outcome outcome) {}

    private final byte[] state;

    Callback(String state) {
        this.state = state.getBytes(StandardCharsets.UTF_8);
    }

    /** Judges a request line's method and target, and the Host header. */
    Verdict judge(String method, String target, @Nullable String host) {
        if (host == null || !host.matches("(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?")) {
            return new Verdict(421, null);
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.equals(PATH)) {
            return new Verdict(404, null);
        }
        if (!method.equals("GET")) {
            return new Verdict(405, null);
        }
        return query < 0 ? new Verdict(400, null) : judgeQuery(target.substring(query + 1));
    }

    private Verdict judgeQuery(String query) {
        List<String> errors = values(query, "error");
        List<String> codes = values(query, "code");
        List<String> states = values(query, "state");
        boolean answers = !errors.isEmpty() || (!codes.isEmpty() && !states.isEmpty());
        if (!answers || errors.size() > 1 || codes.size() > 1 || states.size() > 1) {
            return new Verdict(400, null);
        }
        if (!states.isEmpty() && !MessageDigest.isEqual(state, states.get(0).getBytes(StandardCharsets.UTF_8))) {
            return new Verdict(400, new WrongState());
        }
        if (!errors.isEmpty()) {
            String description =
                    values(query, "error_description").stream().findFirst().orElse(null);
            return new Verdict(
                    200,
                    new Refused(
                            ForeignText.clean(errors.get(0)),
                            description == null ? null : ForeignText.clean(description)));
        }
        return codes.get(0).isEmpty() ? new Verdict(400, null) : new Verdict(200, new Code(Secret.of(codes.get(0))));
    }

    private static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0
                    && decode(pair.substring(0, equals)).filter(name::equals).isPresent()) {
                decode(pair.substring(equals + 1)).ifPresent(values::add);
            }
        }
        return values;
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
