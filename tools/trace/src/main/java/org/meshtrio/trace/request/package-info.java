/**
 * Sends requests into a chain, and counts its answers.
 */
@NullMarked
package org.meshtrio.trace.request;

import org.jspecify.annotations.NullMarked;
