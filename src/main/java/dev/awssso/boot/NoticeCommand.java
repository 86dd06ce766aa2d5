package dev.awssso.boot;

import dev.awssso.ecs.Notice;
import dev.awssso.ecs.Notices;
import dev.awssso.platform.BoundedCommand;
import dev.awssso.platform.Environment;
import dev.awssso.problem.Notes;
import dev.awssso.run.ChildProcess;
import dev.awssso.run.CredentialEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The person's command of {@code ecs run --notify}. It gets what has happened in variables, so that no text of a service
 * becomes a part of the shell's input, and none of the credentials and tokens of the server's own environment. Its text
 * may hold a secret, such as an address to post to, and is never shown.
 */
final class NoticeCommand implements Notices.Receiver {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String text;
    private final Environment environment;
    private final Notes notes;

    NoticeCommand(String text, Environment environment, Notes notes) {
        this.text = text;
        this.environment = environment;
        this.notes = notes;
    }

    @Override
    public void tell(Notice notice) {
        Map<String, String> variables = new CredentialEnvironment(environment).withoutCredentials();
        variables.put("AWS_SSO_EVENT", notice.event().text());
        variables.put("AWS_SSO_SLOT", notice.slotLines());
        variables.put("AWS_SSO_MESSAGE", notice.message());
        try {
            OptionalInt code = new BoundedCommand(
                            ChildProcess.shell(text, environment.system()),
                            new Environment(variables, environment.system()),
                            LONGEST)
                    .run();
            if (code.isEmpty()) {
                notes.note("the notify command was ended after " + LONGEST.toSeconds() + " s");
            } else if (code.getAsInt() != 0) {
                notes.note("the notify command ended with code " + code.getAsInt());
            }
        } catch (IOException e) {
            notes.note("the notify command cannot be started");
        } catch (InterruptedException e) {
            // The server ends.
            Thread.currentThread().interrupt();
        }
    }
}
