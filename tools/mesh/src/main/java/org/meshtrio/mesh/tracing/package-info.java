/**
 * The tracing configuration of an Istio mesh, and the part of it that applies to a proxy.
 */
@NullMarked
package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.NullMarked;
