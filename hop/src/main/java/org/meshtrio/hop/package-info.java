/**
 * A service of the chain: it answers a request, calls the next hop, and reports what it
 * saw. A service is an application class that imports
 * {@link org.meshtrio.hop.HopConfiguration}, and an {@code application.yaml}. A request
 * to {@code /} arrives at {@link org.meshtrio.hop.chain.HopController}.
 */
@NullMarked
package org.meshtrio.hop;

import org.jspecify.annotations.NullMarked;
