package dev.awssso.ecs.http;

import static dev.awssso.ecs.http.FieldRules.bad;
import static dev.awssso.ecs.http.FieldRules.required;

import dev.awssso.ecs.SignIns;
import dev.awssso.ecs.protocol.ProtocolError;
import dev.awssso.ecs.protocol.RequestRejected;
import dev.awssso.ecs.wire.LoadRequest.SourceFields;
import dev.awssso.ecs.wire.Source;
import dev.awssso.ecs.wire.Source.SignInKey;
import dev.awssso.roles.RoleArn;
import dev.awssso.roles.RoleRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code Source} of a load. Its region must be the one stored with the sign-in: a request must not
 * be able to send a sign-in's token to another host.
 */
public final class SourceRules {

    private static final String CHAIN = "Source.RoleArns";
    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-\\d{1,2}";
    // Also because a pattern with a repeated group needs a stack as deep as the text is long.
    private static final int LONGEST_REGION = 40;
    private static final int LONGEST_KEY = 2048;

    private final SignIns signIns;
    private final boolean refreshes;

    /**
     * The rules of a server.
     *
     * @param refreshes whether loads may name a source at all
     */
    public SourceRules(SignIns signIns, boolean refreshes) {
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

    /** The source that these fields name. */
    Source check(SourceFields fields) {
        SignInKey key = key(fields);
        String region = required("Source.SsoRegion", fields.ssoRegion());
        if (region.length() > LONGEST_REGION || !region.matches(REGION)) {
            throw bad("Source.SsoRegion", "not a region");
        }
        RoleRef start = new RoleRef(
                required("Source.AccountId", fields.accountId()),
                FieldRules.roleName("Source.RoleName", fields.roleName()));
        Source source = new Source(key, region, start, chain(fields.roleArns()), sessionName(fields.roleSessionName()));
        String stored = signIns.region(key)
                .orElseThrow(() -> bad("Source." + key.kind().field(), "no such sign-in; run aws-sso login first"));
        if (!stored.equals(region)) {
            throw bad("Source.SsoRegion", "not the region of this sign-in");
        }
        return source;
    }

    private static SignInKey key(SourceFields fields) {
        boolean session = fields.ssoSession() != null;
        if (session == (fields.startUrl() != null)) {
            throw bad("Source.SsoSession", "exactly one of SsoSession and StartUrl is needed");
        }
        SignInKey.Kind kind = session ? SignInKey.Kind.SSO_SESSION : SignInKey.Kind.START_URL;
        String value = session ? fields.ssoSession() : fields.startUrl();
        return new SignInKey(
                kind, FieldRules.text("Source." + kind.field(), value, 1, LONGEST_KEY, c -> c >= ' ' && c != 0x7F));
    }

    private static List<RoleArn> chain(@Nullable List<String> items) {
        if (items == null) {
            return List.of();
        }
        if (items.size() > Source.LONGEST_CHAIN) {
            throw bad(CHAIN, "not an array of up to 5 role ARNs");
        }
        List<RoleArn> chain = new ArrayList<>();
        for (@Nullable String item : items) {
            RoleArn arn = item == null ? null : FieldRules.roleArn(CHAIN, item);
            if (arn == null || (!chain.isEmpty() && chain.get(0).partition() != arn.partition())) {
                throw bad(CHAIN, "the role ARNs are not of one partition");
            }
            chain.add(arn);
        }
        return chain;
    }

    private static @Nullable String sessionName(@Nullable String name) {
        if (name != null && !name.matches("[A-Za-z0-9_+=,.@-]{2,64}")) {
            throw bad("Source.RoleSessionName", "not a valid session name");
        }
        return name;
    }
}
