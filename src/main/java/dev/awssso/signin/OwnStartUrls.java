package dev.awssso.signin;

import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Notes;
import dev.awssso.problem.Problem;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Start URLs with a name of the company's own. A sign-in asks once where they lead (AWS CLI v2 2.36); that address and
 * its region are sent over the network, and the region is written to the token file. Everything else keeps the URL as it is configured.
 */
final class OwnStartUrls {

    private final StartUrlTarget target;
    private final Notes notes;

    OwnStartUrls(StartUrlTarget target, Notes notes) {
        this.target = target;
        this.notes = notes;
    }

    /**
     * The instance where it is served: itself, unless its start URL is a name of the company's own.
     *
     * @throws Problem.Usage when that leads to no start URL of AWS
     */
    Instance served(Instance instance) {
        if (!StartUrlHost.of(instance.startUrl()).ownName()) {
            return instance;
        }
        @Nullable
        URI leadsTo = target.of(URI.create(instance.startUrl().strip())).orElse(null);
        StartUrlHost host = leadsTo == null ? null : StartUrlHost.of(leadsTo.toString());
        if (leadsTo == null || host == null || !host.ofAws()) {
            throw new Problem.Usage(
                    "\"" + ForeignText.clean(instance.startUrl()) + "\" is not a start URL of Identity Center",
                    leadsTo == null
                            ? "its host does not redirect to a start URL"
                            : "it redirects to " + ForeignText.clean(withoutQuery(leadsTo)),
                    null);
        }
        String region = Optional.ofNullable(host.region()).orElse(instance.region());
        notes.note(ForeignText.clean(instance.startUrl()) + " redirects to " + ForeignText.clean(withoutQuery(leadsTo))
                + " in " + region
                + (region.equals(instance.region()) ? "" : ", which is used instead of " + instance.region()));
        return new Instance(withoutQuery(leadsTo), region, instance.sessionName(), instance.scopes());
    }

    // What a redirect adds for the browser is no part of the start URL.
    private static String withoutQuery(URI address) {
        String text = address.toString();
        int end = text.indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }
}
