@NullMarked
package org.meshtrio.mesh.doctor;

import org.jspecify.annotations.NullMarked;
