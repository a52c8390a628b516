@NullMarked
package org.meshtrio.mesh.doctor.finding;

import org.jspecify.annotations.NullMarked;
