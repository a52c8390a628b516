/**
 * Faults that a request or a setting asks for, so that retry, time-out and ejection labs
 * are deterministic.
 */
@NullMarked
package org.meshtrio.hop.fault;

import org.jspecify.annotations.NullMarked;
