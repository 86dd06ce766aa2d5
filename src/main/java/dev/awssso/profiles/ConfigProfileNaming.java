package dev.awssso.profiles;

import dev.awssso.roles.AccountRoles;
import dev.awssso.roles.ProfileNaming;
import dev.awssso.roles.RoleRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The names that {@code dumpconfig} gives. */
public final class ConfigProfileNaming implements ProfileNaming {

    private final Supplier<NameTemplate> template;

    /** @param template asked when a name is */
    public ConfigProfileNaming(Supplier<NameTemplate> template) {
        this.template = template;
    }

    @Override
    public Map<String, RoleRef> names(List<AccountRoles> all) {
        Map<String, RoleRef> names = new HashMap<>();
        new ProfileNames(template.get(), Set.of())
                .assign(Assignment.of(all))
                .forEach(named -> names.put(named.name(), named.assignment().role()));
        return names;
    }
}
