package dev.awssso.ecs;

import dev.awssso.ecs.protocol.SlotName;
import dev.awssso.roles.RoleArn;

/**
 * A slot that a server fills by itself as soon as it runs.
 *
 * @param name where
 * @param profileName the profile it belongs to
 * @param role whose credentials they will be
 * @param source where they come from
 */
public record StartSlot(SlotName name, String profileName, RoleArn role, SlotSource source) {}
