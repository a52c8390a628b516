/**
 * The requests that leave.
 */
@NullMarked
package org.meshtrio.propagation.outbound;

import org.jspecify.annotations.NullMarked;
