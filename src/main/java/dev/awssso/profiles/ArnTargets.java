package dev.awssso.profiles;

import dev.awssso.json.JsonException;
import dev.awssso.json.JsonObject;
import dev.awssso.json.JsonText;
import dev.awssso.platform.ForeignText;
import dev.awssso.problem.Problem;
import dev.awssso.roles.AccountId;
import dev.awssso.roles.AccountSpec;
import dev.awssso.roles.RoleArn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of {@code --target-arn-profiles}: roles to assume from roles of Identity Center. A JSON list of objects
 * with {@code SourceAccountID}, {@code SourceRoleName}, {@code TargetArn}, and if wanted {@code TargetAccountName} and
 * {@code Region}.
 */
public final class ArnTargets {

    private static final String OPTION = "--target-arn-profiles";
    private static final Set<String> MEMBERS =
            Set.of("SourceAccountID", "SourceRoleName", "TargetArn", "TargetAccountName", "Region");

    private record Item(
            int number,
            AccountId sourceAccount,
            String sourceRole,
            RoleArn target,
            @Nullable String targetName,
            @Nullable String region) {}

    private final List<Item> items;

    private ArnTargets(List<Item> items) {
        this.items = items;
    }

    /** No items. */
    public static ArnTargets none() {
        return new ArnTargets(List.of());
    }

    /**
     * Reads the JSON text.
     *
     * @throws Problem.Usage when it is no such list, naming the item
     */
    public static ArnTargets parse(String json) {
        try {
            if (!(JsonText.parse(json) instanceof List<?> list)) {
                throw refused("it is not a JSON list");
            }
            List<Item> items = new ArrayList<>();
            for (Object value : list) {
                items.add(item(items.size() + 1, value));
            }
            return new ArnTargets(items);
        } catch (JsonException e) {
            throw new Problem.Usage(OPTION, String.valueOf(e.getMessage()), null, e);
        }
    }

    private static Item item(int number, @Nullable Object value) {
        if (!(value instanceof JsonObject object)) {
            throw refused("item " + number + " is not an object");
        }
        for (String name : object.names()) {
            if (!MEMBERS.contains(name)) {
                throw refused("item " + number + " has an unknown member " + ForeignText.clean(name));
            }
        }
        AccountSpec account = AccountSpec.parse(member(object, number, "SourceAccountID"));
        if (!(account instanceof AccountSpec.ById byId)) {
            throw refused("SourceAccountID of item " + number + " is not an account id");
        }
        RoleArn target = RoleArn.parse(member(object, number, "TargetArn"))
                .orElseThrow(() -> refused("TargetArn of item " + number + " is not the ARN of a role"));
        String region = object.string("Region").orElse(null);
        return new Item(
                number,
                byId.id(),
                member(object, number, "SourceRoleName"),
                target,
                object.string("TargetAccountName").orElse(null),
                region == null ? null : RegionRules.checked("Region of item " + number, region));
    }

    private static String member(JsonObject object, int number, String name) {
        return object.string(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> refused("item " + number + " has no " + name));
    }

    private static Problem refused(String why) {
        return new Problem.Usage(
                "invalid " + OPTION,
                why
                        + "; an item is like {\"SourceAccountID\": \"111111111111\", \"SourceRoleName\": \"Admin\", \"TargetArn\": \"arn:aws:iam::222222222222:role/Target\"}",
                null);
    }

    /**
     * The profiles for these items, named by the same rules and apart from the names given.
     *
     * @throws Problem.Usage when an item has no source among the names
     */
    public List<ArnProfile> profiles(List<ProfileName> names) {
        Map<String, String> sources = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (ProfileName named : names) {
            sources.put(
                    named.assignment().role().account() + "/"
                            + named.assignment().role().roleName(),
                    named.name());
            used.add(named.name());
        }
        return new ArnNames(used)
                .assign(items.stream().map(item -> unnamed(item, sources)).toList());
    }

    private static ArnNames.Target unnamed(Item item, Map<String, String> sources) {
        String key = item.sourceAccount() + "/" + item.sourceRole();
        String source = sources.get(key);
        if (source == null) {
            throw new Problem.Usage(
                    "invalid " + OPTION,
                    "item " + item.number() + " starts from " + ForeignText.clean(key)
                            + ", which is not assigned to you",
                    null);
        }
        return new ArnNames.Target(item.targetName(), source, item.target(), item.region());
    }
}
