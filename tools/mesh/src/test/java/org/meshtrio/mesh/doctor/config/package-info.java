@NullMarked
package org.meshtrio.mesh.doctor.config;

import org.jspecify.annotations.NullMarked;
