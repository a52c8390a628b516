/**
 * The settings {@code mesh.propagation.*} and their checks
 * ({@link org.meshtrio.propagation.settings.PropagationProperties}), and the defaults of
 * {@code management.tracing.*} for a mesh
 * ({@link org.meshtrio.propagation.settings.TracingDefaults}).
 */
@NullMarked
package org.meshtrio.propagation.settings;

import org.jspecify.annotations.NullMarked;
