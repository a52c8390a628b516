/**
 * HTTP for a command line: limited in time and size, with clauses for failures.
 */
@NullMarked
package org.meshtrio.trace.http;

import org.jspecify.annotations.NullMarked;
