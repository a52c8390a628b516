/**
 * Examines a mesh whose traces are missing or broken, and names the cause.
 */
@NullMarked
package org.meshtrio.mesh.doctor;

import org.jspecify.annotations.NullMarked;
