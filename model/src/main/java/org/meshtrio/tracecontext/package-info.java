/**
 * The grammar of the headers that carry a trace context, in one place: the starter reads
 * by it what arrives, and the tools judge by it what they see.
 *
 * <p>
 * It reads what the tracers read, and is lenient where one of them is. What it writes is
 * the strict form, which all of them read.
 */
@NullMarked
package org.meshtrio.tracecontext;

import org.jspecify.annotations.NullMarked;
