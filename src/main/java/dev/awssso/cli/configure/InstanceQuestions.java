package dev.awssso.cli.configure;

import dev.awssso.cli.Toolbox;
import dev.awssso.cli.terminal.Questions;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.profiles.ConfigFileInstances;
import dev.awssso.profiles.Portal;
import dev.awssso.profiles.RegionRules;
import dev.awssso.signin.ConfiguredInstance;
import dev.awssso.signin.InstanceRequest;
import dev.awssso.signin.RememberedInstance;
import dev.awssso.signin.StartUrl;
import java.util.ArrayList;
import java.util.List;

/** Asks where to sign in, offering what the config file and the environment know already. */
final class InstanceQuestions {

    /** An instance to offer. */
    private record Offer(String startUrl, String region, String source) {}

    private static final String USUAL_REGION = "us-east-1";

    private final Toolbox toolbox;
    private final Questions questions;

    InstanceQuestions(Toolbox toolbox) {
        this.toolbox = toolbox;
        this.questions = new Questions(toolbox.terminal());
    }

    /** The request with what the options left open. */
    InstanceRequest complete(InstanceRequest given) {
        if (given.sessionName() != null
                && toolbox.profiles().ssoSession(given.sessionName()).isPresent()) {
            return given;
        }
        List<Offer> offers = offers();
        String url = given.startUrl() == null ? startUrl(offers) : given.startUrl();
        String region = given.region() == null ? region(offers, url) : given.region();
        return new InstanceRequest(given.sessionName(), url, region);
    }

    /** The name for the session; the one of the portal unless the person says another. */
    String sessionName(Portal portal) {
        return questions.ask("Name of the session", portal.sessionName(), name -> portal.named(name)
                .sessionName());
    }

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        String variable = toolbox.environment().get("AWS_DEFAULT_SSO_START_URL").orElse("");
        if (variable.startsWith("http")) {
            String region = toolbox.environment().get("AWS_DEFAULT_SSO_REGION").orElse(USUAL_REGION);
            add(offers, new Offer(variable, region, "AWS_DEFAULT_SSO_START_URL"));
        }
        for (ConfiguredInstance known : new ConfigFileInstances(toolbox.environment(), toolbox::profiles).all()) {
            add(offers, new Offer(known.startUrl(), known.region(), known.source()));
        }
        new RememberedInstance(toolbox.environment())
                .read()
                .ifPresent(last -> add(offers, new Offer(last.startUrl(), last.region(), "the last sign-in")));
        return offers;
    }

    private static void add(List<Offer> offers, Offer offer) {
        boolean known = offers.stream()
                .anyMatch(other -> StartUrl.same(other.startUrl(), offer.startUrl())
                        && other.region().equals(offer.region()));
        if (!known) {
            offers.add(offer);
        }
    }

    private String startUrl(List<Offer> offers) {
        if (offers.isEmpty()) {
            toolbox.terminal()
                    .line("The start URL is the address of your AWS access portal; ask your administrator for it.");
            return questions.ask("Start URL", "", InstanceQuestions::checkedUrl);
        }
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            toolbox.terminal()
                    .line(ForeignText.clean(
                            "  " + (i + 1) + "  " + offer.startUrl() + "  " + offer.region() + "  " + offer.source()));
        }
        return questions.ask("Start URL, or a number", offers.get(0).startUrl(), answer -> {
            if (!answer.matches("[0-9]{1,4}")) {
                return checkedUrl(answer);
            }
            int number = Integer.parseInt(answer);
            if (number < 1 || number > offers.size()) {
                throw new Problem.Usage("there is no number " + number, null, null);
            }
            return offers.get(number - 1).startUrl();
        });
    }

    private String region(List<Offer> offers, String url) {
        String known = offers.stream()
                .filter(offer -> StartUrl.same(offer.startUrl(), url))
                .map(Offer::region)
                .findFirst()
                .orElse(USUAL_REGION);
        return questions.ask("Region of Identity Center", known, region -> RegionRules.checked("--sso-region", region));
    }

    private static String checkedUrl(String answer) {
        if (!answer.matches("https?://[!-~]+")) {
            throw new Problem.Usage("the start URL must begin with https://", null, null);
        }
        return answer;
    }
}
