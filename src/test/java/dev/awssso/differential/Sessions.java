package dev.awssso.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code [sso-session]} sections of a home, and what profiles of Identity Center lead to with its sign-ins. */
final class Sessions {

    /** One section. */
    record Session(String name, String startUrl, String region) {}

    private final SignIns signIns;
    private final String environmentIdentity;
    private final Map<String, Session> sections = new LinkedHashMap<>();

    /** @param environmentIdentity whose keys the environment holds */
    Sessions(SignIns signIns, String environmentIdentity) {
        this.signIns = signIns;
        this.environmentIdentity = environmentIdentity;
    }

    void add(Session session) {
        sections.put(session.name(), session);
    }

    List<Session> all() {
        return new ArrayList<>(sections.values());
    }

    String environmentIdentity() {
        return environmentIdentity;
    }

    /** The identity of a profile with these keys; what is odd about it is added to the quirks. */
    String identity(Map<String, String> keys, Set<Quirk> quirks) {
        String name = keys.get("sso_session");
        String account = keys.get("sso_account_id");
        String role = keys.get("sso_role_name");
        if (account == null || role == null) {
            quirks.add(Quirk.HALF_SSO);
            return Home.REFUSED;
        }
        Session session = name == null
                ? new Session("", String.valueOf(keys.get("sso_start_url")), String.valueOf(keys.get("sso_region")))
                : sections.get(name);
        if (session == null) {
            quirks.add(Quirk.SESSION_MISSING);
            return Home.REFUSED;
        }
        if (name != null && !session.region().equals(keys.getOrDefault("sso_region", session.region()))) {
            quirks.add(Quirk.SESSION_DIFFERS);
            return Home.REFUSED;
        }
        SignIns.State state = state(session, quirks);
        return usable(state)
                ? account + "/" + Realm.reservedName(account, role) + "/"
                        + (state == SignIns.State.VALID ? SignIns.PERSON : SignIns.OTHER)
                : Home.REFUSED;
    }

    private SignIns.State state(Session session, Set<Quirk> quirks) {
        if (!session.name().isEmpty()) {
            return signIns.of(session.name());
        }
        SignIns.State own = signIns.of(session.startUrl());
        if (usable(own)) {
            return own;
        }
        SignIns.State other = signIns.of(otherSpelling(session.startUrl()));
        if (usable(other)) {
            quirks.add(Quirk.OTHER_SPELLING);
            return other;
        }
        List<Session> same = sections.values().stream()
                .filter(known -> normal(known.startUrl()).equals(normal(session.startUrl()))
                        && known.region().equals(session.region()))
                .toList();
        if (same.size() == 1 && usable(signIns.of(same.get(0).name()))) {
            quirks.add(Quirk.SESSION_SERVES_URL);
            return signIns.of(same.get(0).name());
        }
        return SignIns.State.ABSENT;
    }

    private static boolean usable(SignIns.State state) {
        return state == SignIns.State.VALID || state == SignIns.State.OF_SOMEBODY_ELSE;
    }

    private static String normal(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String otherSpelling(String url) {
        return url.endsWith("/") ? normal(url) : url + "/";
    }
}
