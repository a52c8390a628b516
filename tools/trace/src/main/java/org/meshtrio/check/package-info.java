/**
 * Tells whether a request's trace is joined, and if not, between which services it broke
 * and why: from the services' own answers and from what the trace store has.
 */
@NullMarked
package org.meshtrio.check;

import org.jspecify.annotations.NullMarked;
