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
 * Completes a request that leaves. It comes last, when the tracer and the application
 * have written all of their headers: what is there already is left alone, so that no
 * header of theirs is preceded, doubled or suppressed.
 */
public final class OutboundHeaders {

	private OutboundHeaders() {
	}

	/**
	 * Adds what the request that arrived brought along, where it is absent.
	 * @param forwarded what the request that arrived brought along, or {@code null} where
	 * the application calls on its own account
	 * @param outbound the headers to complete
	 */
	public static void complete(@Nullable ForwardedHeaders forwarded, HttpHeaders outbound) {
		if (forwarded == null) {
			return;
		}
		forwarded.headers().forEach((name, values) -> addIfAbsent(outbound, name, values));
		// Brave does not carry it. It belongs to one trace, and goes on with no other.
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
