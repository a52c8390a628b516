/**
 * Istio's objects, as far as they are read here, its mesh configuration, and what is
 * known of its versions.
 */
@NullMarked
package org.meshtrio.mesh.istio;

import org.jspecify.annotations.NullMarked;
