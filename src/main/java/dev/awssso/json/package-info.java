/**
 * Reading and writing of small JSON documents, strictly, with a streaming parser that costs a command few classes.
 *
 * <p>Never here: what a document means, and any text of a document in an error.
 *
 * <p>Read first: {@link dev.awssso.json.JsonObject}, {@link dev.awssso.json.JsonText}.
 */
@NullMarked
package dev.awssso.json;

import org.jspecify.annotations.NullMarked;
