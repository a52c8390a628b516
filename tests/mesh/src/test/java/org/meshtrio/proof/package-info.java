/**
 * The proof that the trio works on a real mesh: {@code ./mvnw -Pmesh verify
 * -Dmesh.context=NAME}.
 */
@NullMarked
package org.meshtrio.proof;

import org.jspecify.annotations.NullMarked;
