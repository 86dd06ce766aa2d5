package dev.awssso.cli.ecs;

import dev.awssso.cli.terminal.Cut;
import dev.awssso.cli.terminal.Table;
import dev.awssso.cli.terminal.TimeLeft;
import dev.awssso.ecs.wire.SlotEntry;
import dev.awssso.json.JsonObject;
import java.util.List;

/** Slots as people see them. */
final class SlotTable {

    private static final Table.Column PROFILE =
            Table.Column.of("ProfileName", "PROFILE").cut(Cut.MIDDLE);
    private static final Table.Column ACCOUNT = Table.Column.of("AccountId", "ACCOUNT");
    private static final Table.Column ROLE = Table.Column.of("RoleName", "ROLE").cut(Cut.END);
    private static final Table.Column EXPIRES = Table.Column.of("Expires", "EXPIRES")
            .shownAs(row -> row.string("Expires").map(TimeLeft::ofServer).orElse(null));

    private SlotTable() {}

    static Table of(List<SlotEntry> slots) {
        return Table.of(
                List.of(PROFILE, ACCOUNT, ROLE, EXPIRES),
                slots.stream().map(SlotEntry::toJson).toList());
    }

    /** With the slot's name, and whether the server renews it. */
    static Table withNames(List<JsonObject> rows) {
        // Most slots are named after their profile: the same long name twice leaves no room for the others.
        Table.Column slot = Table.Column.of("Slot", "SLOT").cut(Cut.MIDDLE).shownAs(row -> row.string("Slot")
                .map(name -> name.equals(row.string("ProfileName").orElse(null)) ? "(profile)" : name)
                .orElse(null));
        Table.Column renews = Table.Column.of("Refreshable", "RENEWS").yesOrNo();
        return Table.of(List.of(slot, PROFILE, ACCOUNT, ROLE, EXPIRES, renews), rows);
    }
}
