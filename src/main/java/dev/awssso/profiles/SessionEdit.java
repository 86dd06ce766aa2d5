package dev.awssso.profiles;

import java.util.List;

/** Writes the {@code [sso-session]} of an instance, unless there is one of that name: {@code configure sso}. */
public final class SessionEdit {

    private final Portal portal;

    public SessionEdit(Portal portal) {
        this.portal = portal;
    }

    /** Changes the file. */
    public ConfigChange write(ConfigStore store) {
        return store.change(editor -> {
            ConfigEntry session = portal.section();
            if (editor.section(session.name().kind(), session.name().name()).isEmpty()) {
                editor.append(session.name(), session.lines());
            }
            return List.of();
        });
    }
}
