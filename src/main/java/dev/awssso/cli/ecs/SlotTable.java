package dev.awssso.cli.ecs;

import dev.awssso.cli.terminal.Table;
import dev.awssso.ecs.wire.SlotEntry;
import java.util.List;

/** Slots as people see them. */
final class SlotTable {

    private static final List<String> COLUMNS = List.of("ProfileName", "AccountId", "RoleName", "Expires");

    private SlotTable() {}

    static Table of(List<SlotEntry> slots) {
        return new Table(COLUMNS, slots.stream().map(SlotEntry::toJson).toList());
    }
}
