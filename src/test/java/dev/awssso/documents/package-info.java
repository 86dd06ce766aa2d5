/**
 * The documents of the project, tested as a reader uses them: {@code DocumentsTest} reads every page, {@code DocumentsIT}
 * runs every block of commands.
 *
 * <p>Never here: the pages that are generated; {@code dev.awssso.golden} compares those.
 *
 * <p>Read first: {@link dev.awssso.documents.DocumentPage}, which says how a page marks what cannot be run.
 */
@NullMarked
package dev.awssso.documents;

import org.jspecify.annotations.NullMarked;
