/**
 * What a service of the chain does. A service is an application class that imports
 * {@link org.meshtrio.hop.HopConfiguration}, and an {@code application.yaml}.
 */
@NullMarked
package org.meshtrio.hop;

import org.jspecify.annotations.NullMarked;
