/**
 * The endpoint {@code /}. {@link org.meshtrio.hop.chain.HopController} reads a request,
 * and {@link org.meshtrio.hop.chain.HopHandler} handles it.
 */
@NullMarked
package org.meshtrio.hop.chain;

import org.jspecify.annotations.NullMarked;
