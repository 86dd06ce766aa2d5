package dev.awssso.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the host of a start URL tells (AWS CLI v2 2.36).
 *
 * @param kind whose host it is
 * @param region the region of the instance, where the host names it
 */
record StartUrlHost(Kind kind, @Nullable String region) {

    /** Whose host it is. */
    enum Kind {
        /** AWS's, reached over IPv4 alone. */
        AWS,
        /** AWS's below {@code app.aws}, whose services are called at their dual-stack endpoints. */
        AWS_DUAL_STACK,
        /** A name of the company's own, which leads to one of AWS's. */
        OWN_NAME,
        /** No https URL, or one of this machine. */
        OTHER
    }

    private static final Pattern APP = Pattern.compile("[^.]+\\.portal\\.([a-z0-9-]+)\\.app\\.aws");
    private static final Pattern PORTAL = Pattern.compile("[^.]+\\.([a-z0-9-]+)\\.portal\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern REGIONLESS = Pattern.compile(
            "(.+\\.)?awsapps\\.(com|cn)|identitycenter\\.amazonaws\\.com(\\.cn)?|.+\\.portal\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]+){3}|\\[::1\\]");

    private static final StartUrlHost NONE = new StartUrlHost(Kind.OTHER, null);

    static StartUrlHost of(String startUrl) {
        try {
            URI uri = new URI(startUrl.strip());
            String host = uri.getHost();
            if (host == null || !"https".equalsIgnoreCase(uri.getScheme())) {
                return NONE;
            }
            return ofHost(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return NONE;
        }
    }

    private static StartUrlHost ofHost(String host) {
        Matcher app = APP.matcher(host);
        if (app.matches()) {
            return new StartUrlHost(Kind.AWS_DUAL_STACK, app.group(1));
        }
        if (host.endsWith(".app.aws")) {
            return new StartUrlHost(Kind.AWS_DUAL_STACK, null);
        }
        Matcher portal = PORTAL.matcher(host);
        if (portal.matches()) {
            return new StartUrlHost(Kind.AWS, portal.group(1));
        }
        if (REGIONLESS.matcher(host).matches()) {
            return new StartUrlHost(Kind.AWS, null);
        }
        return LOOPBACK.matcher(host).matches() ? NONE : new StartUrlHost(Kind.OWN_NAME, null);
    }

    /** True for a name of the company's own. */
    boolean ownName() {
        return kind == Kind.OWN_NAME;
    }

    /** True for a host of AWS. */
    boolean ofAws() {
        return kind == Kind.AWS || kind == Kind.AWS_DUAL_STACK;
    }
}
