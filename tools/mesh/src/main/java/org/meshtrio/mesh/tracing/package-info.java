/**
 * What the configuration of an Istio mesh says about tracing, and which of it applies to
 * a proxy.
 */
@NullMarked
package org.meshtrio.mesh.tracing;

import org.jspecify.annotations.NullMarked;
