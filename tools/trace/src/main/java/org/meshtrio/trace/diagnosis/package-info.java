/**
 * Finds whether a request's trace is joined, and if not, where it broke and why: facts,
 * without sentences.
 */
@NullMarked
package org.meshtrio.trace.diagnosis;

import org.jspecify.annotations.NullMarked;
