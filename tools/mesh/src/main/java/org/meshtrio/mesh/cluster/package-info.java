/**
 * A Kubernetes cluster, through {@code kubectl}.
 */
@NullMarked
package org.meshtrio.mesh.cluster;

import org.jspecify.annotations.NullMarked;
