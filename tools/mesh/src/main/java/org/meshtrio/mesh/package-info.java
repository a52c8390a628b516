/**
 * Where the trio is on a mesh, and the ways to it from this machine.
 */
@NullMarked
package org.meshtrio.mesh;

import org.jspecify.annotations.NullMarked;
