package org.meshtrio.propagation.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.meshtrio.propagation.ForwardingPolicy;
import org.meshtrio.propagation.HeaderGroup;
import org.meshtrio.propagation.PropagatedHeader;
import org.meshtrio.propagation.TraceIds;
import org.meshtrio.propagation.settings.HeaderPatterns;
import org.meshtrio.propagation.settings.PropagationProperties;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;

/**
 * The rules: which headers of a request that arrives go onto the requests that leave.
 *
 * <ul>
 * <li>Names compare without case, and repeated headers stay repeated.</li>
 * <li>An empty value is never sent: proxies take it for a broken context.</li>
 * <li>A header that the request carries already is left alone, so that what the tracer or
 * the application wrote wins, and nothing is there twice.</li>
 * <li>Of several trace contexts one counts, by the rule of {@link ArrivedTrace}.</li>
 * <li>With spans on the tracer reads that one and writes the trace headers, see the
 * propagator that normalizes.</li>
 * <li>With spans off that one is shown as the trace, and the headers are copied so that
 * it counts at the next hop too.</li>
 * <li>With forwarding off, for good or for a request by the application's
 * {@link ForwardingPolicy}, nothing that a trace needs goes on, not even what the tracer
 * wrote.</li>
 * </ul>
 */
public final class ForwardingRules {

	private final PropagationProperties properties;

	private final List<TraceFormat> order;

	private final ForwardingPolicy policy;

	private final HeaderPatterns configured;

	/**
	 * Rules by the application's settings.
	 * @param properties the switches and the configured headers
	 * @param order the formats of a trace context, the first one wins
	 * @param policy decides for single requests
	 */
	public ForwardingRules(PropagationProperties properties, List<TraceFormat> order, ForwardingPolicy policy) {
		this.properties = properties;
		this.order = order;
		this.policy = policy;
		this.configured = new HeaderPatterns(properties.headers());
	}

	/**
	 * The formats that an application reads.
	 * @param tracing its settings
	 * @return the formats in their order
	 */
	public static List<TraceFormat> order(TracingProperties tracing) {
		Propagation propagation = tracing.getPropagation();
		List<PropagationType> types = (propagation.getType() != null) ? propagation.getType()
				: propagation.getConsume();
		return types.stream().map((type) -> switch (type) {
			case W3C -> TraceFormat.W3C;
			case B3 -> TraceFormat.B3;
			case B3_MULTI -> TraceFormat.B3_MULTI;
		}).toList();
	}

	/**
	 * Selects what travels on.
	 * @param request the request that arrived
	 * @return what its outbound requests are to carry
	 */
	public ForwardedHeaders select(HttpServletRequest request) {
		boolean forward = this.properties.forward() && this.policy.forwards(request);
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
		Function<String, List<String>> lines = (name) -> trace.getOrDefault(name, List.of());
		ArrivedTrace arrived = ArrivedTrace.of(lines, this.order);
		if (this.properties.spans()) {
			return new ForwardedHeaders(headers, forward, arrived, null);
		}
		if (forward) {
			headers.putAll(ArrivedTrace.copies(lines, this.order));
		}
		return new ForwardedHeaders(headers, forward, arrived, ids(arrived.context()));
	}

	private boolean isCopied(String name, @Nullable HeaderGroup group, boolean forward) {
		if (group == null) {
			return this.configured.matches(name);
		}
		return switch (group) {
			// The tracer's, or copied as a whole context, see select().
			case TRACE -> false;
			case VENDOR_TRACE, REQUEST -> forward;
			case ROUTING -> true;
			case CREDENTIAL -> this.properties.credentials() || this.configured.hasName(name);
			case NEVER -> false;
		};
	}

	private static @Nullable TraceIds ids(@Nullable TraceContext context) {
		if (context == null) {
			return null;
		}
		return new TraceIds(context.traceId(), null,
				(context.decision() != null) ? context.decision().isSampled() : null);
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
