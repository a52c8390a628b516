/**
 * A Kubernetes cluster, by the same commands that a person types.
 */
@NullMarked
package org.meshtrio.check.cluster;

import org.jspecify.annotations.NullMarked;
