package dev.awssso.ecs.http;

import dev.awssso.ecs.SignIns;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.wire.Source;
import dev.awssso.ecs.wire.Source.SignInKey;
import dev.awssso.json.JsonObject;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and judges the {@code Source} of a load. Its region must be the one stored with the sign-in: a request must not
 * be able to send a sign-in's token to another host.
 */
public final class SourceReader {

    private static final Set<String> KEYS =
            Set.of("SsoSession", "StartUrl", "SsoRegion", "AccountId", "RoleName", "RoleArns", "RoleSessionName");
    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-\\d{1,2}";
    // Also because a pattern with a repeated group needs a stack as deep as the text is long.
    private static final int LONGEST_REGION = 40;
    private static final int LONGEST_KEY = 2048;

    private final SignIns signIns;
    private final boolean refreshes;

    /**
     * The reader of a server.
     *
     * @param refreshes whether loads may name a source at all
     */
    public SourceReader(SignIns signIns, boolean refreshes) {
        this.signIns = signIns;
        this.refreshes = refreshes;
    }

    /** Lets a caller name a source, or rejects it. */
    void permit(Caller caller) {
        if (!refreshes) {
            throw forbidden("This server does not renew. Run: aws-sso ecs load --static");
        }
        if (!caller.mayRenew()) {
            throw forbidden("Refreshable loads need a bearer token: aws-sso ecs bearer-token --generate");
        }
    }

    private static RequestRejected forbidden(String message) {
        return new RequestRejected(ProtocolError.of(ProtocolError.FORBIDDEN, message));
    }

    Source read(JsonObject json) {
        Fields fields = new Fields(json, "Source.");
        fields.only(KEYS);
        SignInKey key = key(fields);
        String region = fields.text("SsoRegion");
        if (region.length() > LONGEST_REGION || !region.matches(REGION)) {
            throw fields.bad("SsoRegion", "not a region");
        }
        RoleRef start = new RoleRef(fields.account("AccountId"), fields.roleName("RoleName"));
        Source source = new Source(key, region, start, chain(fields), sessionName(fields));
        String stored = signIns.region(key)
                .orElseThrow(() -> fields.bad(key.kind().field(), "no such sign-in; run aws-sso login first"));
        if (!stored.equals(region)) {
            throw fields.bad("SsoRegion", "not the region of this sign-in");
        }
        return source;
    }

    private static SignInKey key(Fields fields) {
        boolean session = fields.has("SsoSession");
        if (session == fields.has("StartUrl")) {
            throw fields.bad("SsoSession", "exactly one of SsoSession and StartUrl is needed");
        }
        SignInKey.Kind kind = session ? SignInKey.Kind.SSO_SESSION : SignInKey.Kind.START_URL;
        String value = fields.text(kind.field(), 1, LONGEST_KEY, c -> c >= ' ' && c != 0x7F);
        return new SignInKey(kind, value);
    }

    private static List<RoleArn> chain(Fields fields) {
        if (!fields.has("RoleArns")) {
            return List.of();
        }
        if (!(fields.value("RoleArns") instanceof List<?> items) || items.size() > Source.LONGEST_CHAIN) {
            throw fields.bad("RoleArns", "not an array of up to 5 role ARNs");
        }
        List<RoleArn> chain = new ArrayList<>();
        for (Object item : items) {
            RoleArn arn = item instanceof String text
                    ? RoleArn.parse(text).orElseThrow(() -> fields.bad("RoleArns", "not the ARN of a role"))
                    : null;
            if (arn == null || (!chain.isEmpty() && chain.get(0).partition() != arn.partition())) {
                throw fields.bad("RoleArns", "the role ARNs are not of one partition");
            }
            chain.add(arn);
        }
        return chain;
    }

    private static @Nullable String sessionName(Fields fields) {
        if (!fields.has("RoleSessionName")) {
            return null;
        }
        String name = fields.text("RoleSessionName");
        if (!name.matches("[A-Za-z0-9_+=,.@-]{2,64}")) {
            throw fields.bad("RoleSessionName", "not a valid session name");
        }
        return name;
    }
}
