/**
 * The model of a trace: the spans in a store, the hops in an answer, and the spans that
 * must be in the store according to the answer.
 */
@NullMarked
package org.meshtrio.trace.model;

import org.jspecify.annotations.NullMarked;
