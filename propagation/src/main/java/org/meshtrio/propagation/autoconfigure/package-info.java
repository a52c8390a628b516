/**
 * The starter's auto-configuration. Start at
 * {@link org.meshtrio.propagation.autoconfigure.PropagationAutoConfiguration}. Spring
 * Boot finds these classes through {@code META-INF}.
 */
@NullMarked
package org.meshtrio.propagation.autoconfigure;

import org.jspecify.annotations.NullMarked;
