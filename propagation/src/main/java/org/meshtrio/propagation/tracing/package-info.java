/**
 * What the starter changes in a tracer, Brave or OpenTelemetry: which trace context it
 * reads ({@link org.meshtrio.propagation.tracing.NormalizingPropagator}), which sampling
 * decision it follows, whether it makes spans, and the delivery of the last spans.
 */
@NullMarked
package org.meshtrio.propagation.tracing;

import org.jspecify.annotations.NullMarked;
