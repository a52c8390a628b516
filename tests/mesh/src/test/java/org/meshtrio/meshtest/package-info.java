/**
 * The tests on a real mesh, which {@code ./mvnw -Pmesh verify} runs. The package
 * {@code support} opens the mesh and restores it.
 */
@NullMarked
package org.meshtrio.meshtest;

import org.jspecify.annotations.NullMarked;
