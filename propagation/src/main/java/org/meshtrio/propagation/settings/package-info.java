/**
 * The properties {@code mesh.propagation.*}, their checks, and tracing defaults for a
 * mesh.
 */
@NullMarked
package org.meshtrio.propagation.settings;

import org.jspecify.annotations.NullMarked;
