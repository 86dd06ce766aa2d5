package dev.awssso.differential;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose identity a profile is by the rules of the reference page, found from the drafts and not from the files. One
 * for each question.
 */
final class Expectation {

    private static final Set<String> STATIC = Set.of("aws_access_key_id", "aws_secret_access_key");

    private final Map<String, Draft> drafts;
    private final Sessions sessions;
    private final Realm realm;
    private final Set<Quirk> quirks;
    private final List<String> visited = new ArrayList<>();

    Expectation(Map<String, Draft> drafts, Sessions sessions, Realm realm, Set<Quirk> ofFiles) {
        this.drafts = drafts;
        this.sessions = sessions;
        this.realm = realm;
        this.quirks = ofFiles.isEmpty() ? EnumSet.noneOf(Quirk.class) : EnumSet.copyOf(ofFiles);
    }

    /** What was odd on the way. */
    Set<Quirk> quirks() {
        return quirks;
    }

    String of(String name) {
        Draft draft = drafts.get(name);
        if (draft == null) {
            return Home.REFUSED;
        }
        quirks.addAll(draft.quirks());
        Map<String, String> keys = draft.merged();
        boolean first = visited.isEmpty();
        if (visited.contains(name)) {
            quirks.add(Quirk.SOURCE_CIRCLE);
            return Home.REFUSED;
        }
        visited.add(name);
        // The keys of a source come before its role.
        boolean role = keys.containsKey("role_arn") && !keys.containsKey("web_identity_token_file");
        if (role && (first || keys.keySet().stream().noneMatch(STATIC::contains))) {
            return role(draft, keys);
        }
        return plain(draft, keys);
    }

    private String role(Draft draft, Map<String, String> keys) {
        String source = keys.get("source_profile");
        boolean environment = keys.containsKey("credential_source");
        if ((source != null) == environment) {
            quirks.add(source == null ? Quirk.NO_SOURCE : Quirk.BOTH_SOURCES);
            return Home.REFUSED;
        }
        String from = environment ? sessions.environmentIdentity() : source(draft, keys, source);
        return from.equals(Home.REFUSED) ? Home.REFUSED : Identity.ofRoleArn(keys.get("role_arn"));
    }

    private String source(Draft draft, Map<String, String> keys, String source) {
        if (source.equals(draft.name())) {
            boolean hasKeys = keys.keySet().stream().anyMatch(STATIC::contains);
            quirks.add(hasKeys ? Quirk.SOURCE_ITSELF : Quirk.SOURCE_CIRCLE);
            return hasKeys ? plain(draft, keys) : Home.REFUSED;
        }
        if (!drafts.containsKey(source)) {
            quirks.add(Quirk.SOURCE_MISSING);
        }
        return of(source);
    }

    // botocore: web identity, Identity Center, keys of the credentials file, login, process, keys of the config file.
    private String plain(Draft draft, Map<String, String> keys) {
        if (keys.containsKey("web_identity_token_file")) {
            return keys.containsKey("role_arn") ? Identity.ofRoleArn(keys.get("role_arn")) : Home.REFUSED;
        }
        if (keys.containsKey("sso_account_id") || keys.containsKey("sso_role_name")) {
            return sessions.identity(keys, quirks);
        }
        // The id says that there are some.
        if (draft.credentials().containsKey("aws_access_key_id")) {
            return keys(draft.credentials());
        }
        if (keys.containsKey("login_session")) {
            return Identity.ofArn(keys.get("login_session"));
        }
        if (keys.containsKey("credential_process")) {
            return Identity.ofArn(realm.processArn(keys.get("credential_process")));
        }
        return draft.config().containsKey("aws_access_key_id") ? keys(draft.config()) : Home.REFUSED;
    }

    private String keys(Map<String, String> section) {
        String id = section.get("aws_access_key_id");
        return realm.sandbox()
                .controls()
                .callerArn(String.valueOf(id), String.valueOf(section.get("aws_secret_access_key")), null)
                .map(Identity::ofArn)
                .orElse(Home.REFUSED);
    }
}
