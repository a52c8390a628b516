package org.meshtrio.propagation.outbound;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.context.ForwardedHeaders;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

import org.springframework.http.HttpHeaders;

/**
 * Adds the forwarded headers to a request. It runs last, after the tracer and the
 * application have written their headers, and never changes those.
 */
public final class OutboundHeaders {

	private OutboundHeaders() {
	}

	/**
	 * Adds each header that is absent.
	 * @param forwarded the headers of the request that arrived, or {@code null} if the
	 * application makes the call outside a request
	 * @param outbound the headers of the request that leaves
	 */
	public static void complete(@Nullable ForwardedHeaders forwarded, HttpHeaders outbound) {
		if (forwarded == null) {
			return;
		}
		forwarded.headers().forEach((name, values) -> addIfAbsent(outbound, name, values));
		// Brave doesn't forward it. It belongs to one trace, and must not go with
		// another.
		ArrivedTrace arrived = forwarded.trace();
		if (forwarded.forward() && arrived.context() != null && arrived.tracestate() != null
				&& arrived.context().isSameTrace(traceparent(outbound))) {
			addIfAbsent(outbound, TraceHeaders.TRACESTATE, List.of(arrived.tracestate()));
		}
	}

	private static @Nullable TraceContext traceparent(HttpHeaders outbound) {
		return TraceFormat.W3C.context((name) -> outbound.getOrEmpty(name));
	}

	private static void addIfAbsent(HttpHeaders outbound, String name, List<String> values) {
		if (!outbound.containsHeader(name)) {
			outbound.addAll(name, values);
		}
	}

}
