package dev.awssso.cli.ecs.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The property list of a launch agent of macOS (launchd.plist(5)). */
final class LaunchAgent {

    static final String LABEL = "dev.awssso.ecs";

    /** In a file that this program has written, and may replace and remove. */
    static final String MARK =
            "<!-- Written by aws-sso ecs service install, which replaces it; uninstall removes it. -->";

    private static final int PRIVATE_FILES = 0077;

    private static final String FORM =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            %s
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
              <key>Label</key>
              <string>%s</string>
              <key>ProgramArguments</key>
              <array>
            %s  </array>
              <key>EnvironmentVariables</key>
              <dict>
            %s  </dict>
              <key>RunAtLoad</key>
              <true/>
              <key>KeepAlive</key>
              <dict>
                <key>SuccessfulExit</key>
                <false/>
              </dict>
              <key>ThrottleInterval</key>
              <integer>10</integer>
              <key>ProcessType</key>
              <string>Background</string>
              <key>Umask</key>
              <integer>%d</integer>
              <key>StandardErrorPath</key>
              <string>%s</string>
            </dict>
            </plist>
            """;

    private LaunchAgent() {}

    /** @param log where the server's messages go */
    static String text(ServiceDefinition service, String log) {
        return FORM.formatted(
                MARK, LABEL, strings(service.command()), dictionary(service.variables()), PRIVATE_FILES, escaped(log));
    }

    private static String strings(List<String> words) {
        return words.stream()
                .map(word -> "    <string>" + escaped(word) + "</string>\n")
                .collect(Collectors.joining());
    }

    private static String dictionary(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> "    <key>" + escaped(entry.getKey()) + "</key>\n    <string>" + escaped(entry.getValue())
                        + "</string>\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
