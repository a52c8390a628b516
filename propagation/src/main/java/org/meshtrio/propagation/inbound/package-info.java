/**
 * The requests that arrive.
 */
@NullMarked
package org.meshtrio.propagation.inbound;

import org.jspecify.annotations.NullMarked;
