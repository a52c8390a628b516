@NullMarked
package org.meshtrio.mesh.admin;

import org.jspecify.annotations.NullMarked;
