@NullMarked
package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.NullMarked;
