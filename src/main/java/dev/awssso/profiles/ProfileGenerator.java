package dev.awssso.profiles;

import dev.awssso.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The config file for everything a person may use, as a text of its own ({@code dumpconfig}). The format is that of
 * the aws-login document, byte for byte.
 */
public final class ProfileGenerator {

    private static final String PORTAL_COMMENT = "# This is your Identity Center portal entry...\n";
    private static final String PROFILES_COMMENT = "# Profiles for your discovered access...\n";

    private final ProfileRules rules;

    public ProfileGenerator(ProfileRules rules) {
        this.rules = rules;
    }

    /** The whole text: the portal, then the profiles in the order given, then those that assume a role. */
    public String text(List<ProfileName> names, List<ArnProfile> targets) {
        List<String> sections = new ArrayList<>();
        names.forEach(named ->
                sections.add(rules.dumped(named.name(), named.assignment()).text()));
        targets.forEach(target -> sections.add(target.entry(rules).text()));
        return PORTAL_COMMENT + rules.portal().section().text() + "\n" + PROFILES_COMMENT + String.join("\n", sections);
    }

    /** The same as a document for scripts. */
    public JsonObject document(List<ProfileName> names, List<ArnProfile> targets) {
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        session.put("name", rules.portal().sessionName());
        session.put(ConfigKeys.SSO_REGION, rules.portal().region());
        session.put(ConfigKeys.SSO_START_URL, rules.portal().startUrl());
        List<JsonObject> profiles = new ArrayList<>();
        for (ProfileName named : names) {
            Map<String, @Nullable Object> profile = new LinkedHashMap<>();
            profile.put("name", named.name());
            profile.put("account_name", named.assignment().account().name());
            profile.putAll(rules.profile(named.name(), named.assignment()).values());
            profiles.add(JsonObject.of(profile));
        }
        for (ArnProfile target : targets) {
            Map<String, @Nullable Object> profile = new LinkedHashMap<>();
            profile.put("name", target.name());
            profile.putAll(target.entry(rules).values());
            profiles.add(JsonObject.of(profile));
        }
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("sso_session", JsonObject.of(session));
        document.put("profiles", profiles);
        return JsonObject.of(document);
    }
}
