package dev.awssso.signin;

import java.time.Instant;

/**
 * A sign-in that is stored on this machine. Everything that is kept for it (lists of roles, role credentials, slots of the
 * server) is kept by the name of its token file, and only for as long as its id stays the same: nothing shows who
 * signed in, so a token that did not come from a refresh of this program may be another person's.
 *
 * @param instance the instance by the name of the token file in use: by session, or by start URL as the file is named
 * @param id stays the same while this program refreshes the token; another one after every other change of the file
 * @param since when the file was changed last by anything but a refresh of this program, by the clock of the file system
 */
public record SavedSignIn(Instance instance, String id, Instant since) {}
