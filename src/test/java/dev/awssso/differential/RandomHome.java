package dev.awssso.differential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A home as people have them: 1 to 12 profiles of every kind, sessions and sign-ins of two people, and in every other
 * one something odd.
 */
final class RandomHome {

    private static final List<String> URLS = List.of(
            "https://d-1234567890.awsapps.com/start",
            "https://acme.awsapps.com/start",
            "https://acme.awsapps.com/start/");
    private static final List<String> REGIONS = List.of("us-east-1", "us-east-1", "eu-west-1");
    private static final List<String[]> ASSIGNMENTS = List.of(
            new String[] {"111111111111", "AdministratorAccess"},
            new String[] {"111111111111", "ReadOnlyAccess"},
            new String[] {"222222222222", "PowerUserAccess"},
            new String[] {"123456789012", "Developer"});
    private static final List<String> ROLES =
            List.of("TargetRole", "OperatorRole", "Hop1", "Hop2", "team/dev/PathRole");
    private static final List<String> ODD_NAMES =
            List.of("team/prod", "a.b", "user@example.com", "x_1-y", "100%", "a:b", "a+b");

    private final Realm realm;
    private final Random random;
    private final Path directory;
    private final SignIns signIns;
    private final Realm.User environmentUser;
    private final Sessions sessions;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<Quirk> ofFiles = EnumSet.noneOf(Quirk.class);

    private RandomHome(Realm realm, SignIns.Tokens tokens, Random random, Path directory) {
        this.realm = realm;
        this.random = random;
        this.directory = directory;
        this.signIns = new SignIns(directory, tokens);
        this.environmentUser = realm.user(random.nextInt(100));
        this.sessions = new Sessions(signIns, environmentUser.arn());
    }

    /** Writes one. */
    static Home make(Realm realm, SignIns.Tokens tokens, Random random, Path directory) {
        return new RandomHome(realm, tokens, random, directory).home();
    }

    private Home home() {
        sessions();
        int count = 1 + (random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(5));
        for (int i = 0; i < count; i++) {
            Draft draft = new Draft(name(i));
            drafts.put(draft.name(), draft);
        }
        drafts.values().forEach(this::fill);
        if (random.nextInt(100) < 65) {
            Oddities oddities = new Oddities(realm, random, drafts, ofFiles);
            for (int i = 1 + (random.nextInt(4) == 0 ? 1 : 0); i > 0; i--) {
                oddities.add();
            }
        }
        HomeWriter writer = new HomeWriter(random, realm.process(random.nextInt(100)), drafts, sessions, ofFiles);
        Map<String, String> variables = new HashMap<>(realm.variables());
        variables.put("HOME", directory.toString());
        variables.put("AWS_ACCESS_KEY_ID", environmentUser.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", environmentUser.secretAccessKey());
        paths(variables);
        writer.write(file(variables, "AWS_CONFIG_FILE", "config"), file(variables, "", "credentials"));
        Set<Quirk> all = ofFiles.isEmpty() ? EnumSet.noneOf(Quirk.class) : EnumSet.copyOf(ofFiles);
        drafts.values().forEach(draft -> all.addAll(draft.quirks()));
        return new Home(directory, variables, questions(variables), all);
    }

    private void paths(Map<String, String> variables) {
        switch (random.nextInt(12)) {
            case 0 -> {
                variables.put("AWS_CONFIG_FILE", "~/other/config");
                ofFiles.add(Quirk.TILDE_IN_PATH);
            }
            case 1 -> variables.put("AWS_CONFIG_FILE", directory + "/other/config");
            case 2 -> {
                variables.put("AWS_CONFIG_FILE", "$HOME/other/config");
                ofFiles.add(Quirk.VARIABLE_IN_PATH);
            }
            default -> {}
        }
    }

    private Path file(Map<String, String> variables, String variable, String name) {
        return variables.containsKey(variable)
                ? directory.resolve("other").resolve(name)
                : directory.resolve(".aws").resolve(name);
    }

    private List<Home.Question> questions(Map<String, String> variables) {
        List<Home.Question> questions = new ArrayList<>();
        for (String name : drafts.keySet()) {
            Expectation expectation = new Expectation(drafts, sessions, realm, ofFiles);
            String expected = expectation.of(name);
            questions.add(new Home.Question(name, expectation.quirks(), expected));
        }
        // What the environment selects: its keys come before its profile.
        if (random.nextInt(3) == 0) {
            variables.put("AWS_PROFILE", pick(List.copyOf(drafts.keySet())));
            Set<Quirk> quirks = EnumSet.copyOf(ofFiles.isEmpty() ? EnumSet.noneOf(Quirk.class) : ofFiles);
            quirks.add(Quirk.ENVIRONMENT_KEYS);
            questions.add(new Home.Question(null, quirks, environmentUser.arn()));
        }
        return questions;
    }

    private void sessions() {
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            // Two sessions of one start URL, and of two people, in every third home.
            String url =
                    i == 1 && random.nextInt(3) == 0 ? sessions.all().get(0).startUrl() : pick(URLS);
            Sessions.Session session = new Sessions.Session("s" + i, url, pick(REGIONS));
            sessions.add(session);
            signIns.put(session.name(), url, session.region(), pick(SignIns.STATES));
        }
        for (String url : URLS) {
            SignIns.State state = pick(SignIns.STATES);
            signIns.put(url, url, "us-east-1", random.nextBoolean() ? state : SignIns.State.ABSENT);
        }
    }

    private String name(int number) {
        if (number == 0 && random.nextInt(4) == 0) {
            return "default";
        }
        return (random.nextInt(8) == 0 ? pick(ODD_NAMES) : "p") + number;
    }

    private void fill(Draft draft) {
        if (random.nextInt(4) == 0) {
            draft.config().put("region", pick(List.of("us-east-1", "eu-west-1", "ap-southeast-2")));
        }
        if (random.nextInt(8) == 0) {
            draft.config().put("output", "json");
        }
        kind(draft, random.nextInt(100));
    }

    private void kind(Draft draft, int dice) {
        if (dice < 24 && !sessions.all().isEmpty()) {
            draft.config().put("sso_session", pick(sessions.all()).name());
            assignment(draft);
        } else if (dice < 34) {
            draft.config().put("sso_start_url", pick(URLS));
            draft.config().put("sso_region", "us-east-1");
            assignment(draft);
        } else if (dice < 46) {
            keys(draft.config());
        } else if (dice < 60) {
            keys(draft.credentials());
        } else if (dice < 68) {
            draft.config().put("credential_process", realm.process(random.nextInt(100)));
        } else if (dice < 84) {
            draft.config().put("role_arn", role());
            draft.config().put("source_profile", pick(List.copyOf(drafts.keySet())));
        } else if (dice < 87) {
            draft.config().put("role_arn", role());
            draft.config().put("credential_source", "Environment");
        } else if (dice < 91) {
            draft.config().put("role_arn", "arn:aws:iam::111111111111:role/WebIdentityRole");
            draft.config().put("web_identity_token_file", realm.webIdentity().toString());
        } else if (dice < 97) {
            login(draft);
        }
    }

    private String role() {
        return "arn:aws:iam::111111111111:role/" + pick(ROLES);
    }

    private void assignment(Draft draft) {
        String[] assignment = pick(ASSIGNMENTS);
        draft.config().put("sso_account_id", assignment[0]);
        draft.config().put("sso_role_name", assignment[1]);
    }

    private void keys(Map<String, String> section) {
        Realm.User user = realm.user(random.nextInt(100));
        section.put("aws_access_key_id", user.accessKeyId());
        section.put("aws_secret_access_key", user.secretAccessKey());
    }

    private void login(Draft draft) {
        var login = realm.login(random.nextInt(100));
        draft.config().put("login_session", login.name());
        SignIns.write(
                directory.resolve(".aws/login/cache/" + SignIns.hex("SHA-256", login.name()) + ".json"),
                dev.awssso.json.JsonStyle.COMPACT.write(login.document()));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
