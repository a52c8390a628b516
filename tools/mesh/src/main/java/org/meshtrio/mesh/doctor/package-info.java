/**
 * The doctor: examines a mesh whose traces are missing or broken, and finds the cause.
 */
@NullMarked
package org.meshtrio.mesh.doctor;

import org.jspecify.annotations.NullMarked;
