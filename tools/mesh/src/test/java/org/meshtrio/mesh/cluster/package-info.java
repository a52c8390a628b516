@NullMarked
package org.meshtrio.mesh.cluster;

import org.jspecify.annotations.NullMarked;
