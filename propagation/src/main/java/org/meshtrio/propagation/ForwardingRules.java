package org.meshtrio.propagation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;

/**
 * The rules: which headers of a request that arrives go onto the requests that leave.
 *
 * <ul>
 * <li>Names compare without case, and repeated headers stay repeated.</li>
 * <li>An empty value is never sent: proxies take it for a broken context.</li>
 * <li>A header that the request carries already is left alone, so that what the tracer or
 * the application wrote wins, and nothing is there twice.</li>
 * <li>With spans on the tracer writes the trace headers. Only {@code tracestate} is
 * completed, and only where the trace is the one that it came with.</li>
 * <li>With spans off the trace headers are copied, if well formed.</li>
 * <li>With forwarding off, for good or by the request's own
 * {@value PropagationAutoConfiguration#FORWARD_HEADER} header, nothing that a trace needs
 * goes on, not even what the tracer wrote.</li>
 * </ul>
 */
final class ForwardingRules {

	private final PropagationProperties properties;

	private final List<PropagationType> consume;

	private final Set<String> configured;

	/**
	 * Rules by the application's settings.
	 * @param properties the switches and the configured headers
	 * @param consume the formats of a trace context, the first that is there wins
	 */
	ForwardingRules(PropagationProperties properties, List<PropagationType> consume) {
		this.properties = properties;
		this.consume = consume;
		this.configured = Set.copyOf(properties.headers());
	}

	/**
	 * Selects what travels on.
	 * @param request the request that arrived
	 * @return what its outbound requests are to carry
	 */
	ForwardedHeaders select(HttpServletRequest request) {
		boolean off = "off".equalsIgnoreCase(request.getHeader(PropagationAutoConfiguration.FORWARD_HEADER));
		boolean forward = this.properties.forward() && !off;
		Map<String, List<String>> headers = new LinkedHashMap<>();
		Map<String, List<String>> trace = new HashMap<>();
		for (String name : Collections.list(request.getHeaderNames())) {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			HeaderGroup group = PropagatedHeader.of(lowerCase).map(PropagatedHeader::group).orElse(null);
			if (group == HeaderGroup.TRACE) {
				put(trace, lowerCase, values(request, name));
			}
			else if (isCopied(lowerCase, group, forward)) {
				put(headers, lowerCase, values(request, name));
			}
		}
		if (off) {
			headers.put(PropagationAutoConfiguration.FORWARD_HEADER, List.of("off"));
		}
		if (this.properties.spans()) {
			return new ForwardedHeaders(headers, forward, tracestate(trace), null);
		}
		if (forward) {
			TraceHeaders.wellFormed(trace).forEach((name, values) -> put(headers, name, values));
		}
		return new ForwardedHeaders(headers, forward, null, TraceHeaders.read(trace, this.consume));
	}

	private boolean isCopied(String name, @Nullable HeaderGroup group, boolean forward) {
		if (group == null) {
			return this.configured.contains(name);
		}
		return switch (group) {
			// The tracer's, or copied as a whole context, see select().
			case TRACE -> false;
			case VENDOR_TRACE, REQUEST -> forward;
			case ROUTING -> true;
			case CREDENTIAL -> this.properties.credentials() || this.configured.contains(name);
			case NEVER -> false;
		};
	}

	private static ForwardedHeaders.@Nullable Tracestate tracestate(Map<String, List<String>> trace) {
		List<String> values = trace.get("tracestate");
		List<String> traceparent = trace.get("traceparent");
		String traceId = (traceparent != null) ? TraceHeaders.traceIdOfTraceparent(traceparent.get(0)) : null;
		return (traceId != null && values != null) ? new ForwardedHeaders.Tracestate(traceId, values) : null;
	}

	private static List<String> values(HttpServletRequest request, String name) {
		List<String> values = new ArrayList<>(Collections.list(request.getHeaders(name)));
		values.removeIf(String::isBlank);
		return values;
	}

	private static void put(Map<String, List<String>> headers, String name, List<String> values) {
		if (!values.isEmpty()) {
			headers.put(name, values);
		}
	}

}
