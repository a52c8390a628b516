/**
 * Polling with a limit.
 */
@NullMarked
package org.meshtrio.trace.wait;

import org.jspecify.annotations.NullMarked;
