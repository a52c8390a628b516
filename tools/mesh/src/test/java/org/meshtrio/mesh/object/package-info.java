@NullMarked
package org.meshtrio.mesh.object;

import org.jspecify.annotations.NullMarked;
