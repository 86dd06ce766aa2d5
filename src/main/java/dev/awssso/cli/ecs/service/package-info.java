/**
 * The commands that hand the credentials server over to the system's service supervisor: systemd or launchd.
 *
 * <p>Never here: what the server does.
 *
 * <p>Read first: {@link dev.awssso.cli.ecs.service.Supervisor}, {@link dev.awssso.cli.ecs.service.SystemdUnit}.
 */
@NullMarked
package dev.awssso.cli.ecs.service;

import org.jspecify.annotations.NullMarked;
