/**
 * Kubernetes objects, as far as they are read here: records by Jackson, which ignore
 * every other field. A list or map that an object doesn't have is empty.
 */
@NullMarked
package org.meshtrio.mesh.object;

import org.jspecify.annotations.NullMarked;
