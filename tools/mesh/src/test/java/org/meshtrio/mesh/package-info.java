@NullMarked
package org.meshtrio.mesh;

import org.jspecify.annotations.NullMarked;
