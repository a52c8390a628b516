@NullMarked
package org.meshtrio.mesh.istio;

import org.jspecify.annotations.NullMarked;
