/**
 * Answers a request: waits, applies the faults asked for, calls the next hop.
 * {@link org.meshtrio.hop.chain.HopController} is the way in,
 * {@link org.meshtrio.hop.chain.HopHandler} the way through.
 */
@NullMarked
package org.meshtrio.hop.chain;

import org.jspecify.annotations.NullMarked;
