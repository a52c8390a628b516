/**
 * A service of the chain with OpenTelemetry, for the tests on a mesh.
 */
@NullMarked
package org.meshtrio.otelservice;

import org.jspecify.annotations.NullMarked;
