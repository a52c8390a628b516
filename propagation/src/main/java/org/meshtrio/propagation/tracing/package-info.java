/**
 * What the starter adds to a tracer, Brave's or OpenTelemetry's.
 */
@NullMarked
package org.meshtrio.propagation.tracing;

import org.jspecify.annotations.NullMarked;
