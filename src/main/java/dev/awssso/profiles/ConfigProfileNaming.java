package dev.awssso.profiles;

import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.ProfileNaming;
import dev.awssso.roles.RoleRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that {@code dumpconfig} gives. */
public final class ConfigProfileNaming implements ProfileNaming {

    private final NameTemplate template;

    public ConfigProfileNaming(NameTemplate template) {
        this.template = template;
    }

    @Override
    public Map<String, RoleRef> names(List<AccountRoles> all) {
        Map<String, RoleRef> names = new HashMap<>();
        new ProfileNames(template, Set.of())
                .assign(Assignment.of(all))
                .forEach(named -> names.put(named.name(), named.assignment().role()));
        return names;
    }
}
