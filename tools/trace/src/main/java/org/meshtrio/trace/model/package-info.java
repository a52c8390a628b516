/**
 * The model of a trace: the spans that a store has, the hops that an answer tells of, and
 * what must be in the store by that answer.
 */
@NullMarked
package org.meshtrio.trace.model;

import org.jspecify.annotations.NullMarked;
