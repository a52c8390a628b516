/**
 * The grammar of the headers that carry a trace context. Start at
 * {@link org.meshtrio.tracecontext.ArrivedTrace}, which says which of several contexts
 * counts. The starter reads requests with it, and the tools check headers with it, so
 * both agree.
 *
 * <p>
 * It reads what the tracers read, and is lenient if one of them is. It writes the strict
 * form, which all of them read.
 */
@NullMarked
package org.meshtrio.tracecontext;

import org.jspecify.annotations.NullMarked;
