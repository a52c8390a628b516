package org.meshtrio.mesh.doctor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.trace.model.Headers;

/**
 * A new trace context, sampled, as a caller with a tracer sends it.
 *
 * @param traceId the trace, 32 hex digits
 * @param spanId the caller's span, 16 hex digits, which is never reported
 */
record ProbeContext(String traceId, String spanId) {

	static ProbeContext fresh() {
		return new ProbeContext(digits() + digits(), digits());
	}

	private static String digits() {
		return String.format("%016x", ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
	}

	/**
	 * Headers for proxies that renew one format, with a fresh context in that format and
	 * a stale one in the others, which such proxies leave alone.
	 * @param fresh the fresh context
	 * @param stale the stale context
	 * @param renewed the format
	 * @return the headers, or {@code null} if the format is unknown, or there are no
	 * others
	 */
	static @Nullable Headers staleBesideFresh(ProbeContext fresh, ProbeContext stale, @Nullable ProxyFormat renewed) {
		if (renewed == ProxyFormat.W3C) {
			return fresh.traceparent().with(stale.xB3()).with(stale.b3());
		}
		return (renewed == ProxyFormat.B3) ? fresh.xB3().with(stale.traceparent()) : null;
	}

	Headers traceparent() {
		return new Headers(Map.of("traceparent", List.of("00-" + this.traceId + "-" + this.spanId + "-01")));
	}

	Headers xB3() {
		return new Headers(Map.of("x-b3-traceid", List.of(this.traceId), "x-b3-spanid", List.of(this.spanId),
				"x-b3-sampled", List.of("1")));
	}

	Headers b3() {
		return new Headers(Map.of("b3", List.of(this.traceId + "-" + this.spanId + "-1")));
	}

	/**
	 * The context in the formats of both kinds of provider.
	 * @return the headers
	 */
	Headers all() {
		return traceparent().with(xB3());
	}

}
