/**
 * Requests into a chain, and the counts of its answers.
 */
@NullMarked
package org.meshtrio.trace.request;

import org.jspecify.annotations.NullMarked;
