package org.meshtrio.propagation;

import org.jspecify.annotations.Nullable;

/**
 * The trace that a request is part of.
 *
 * @param traceId 16 or 32 lower-case hex digits
 * @param spanId the application's current span, 16 lower-case hex digits, or {@code null}
 * if it makes no spans
 * @param sampled whether the trace is recorded, or {@code null} if that isn't decided yet
 */
public record TraceIds(String traceId, @Nullable String spanId, @Nullable Boolean sampled) {

}
