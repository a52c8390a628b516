@NullMarked
package org.meshtrio.mesh.doctor.unseen;

import org.jspecify.annotations.NullMarked;
