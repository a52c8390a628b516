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
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.propagation.ForwardingPolicy;
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
 * Selects the headers of a request that its outbound requests carry.
 *
 * <ul>
 * <li>Names are case-insensitive, and repeated headers stay repeated.</li>
 * <li>An empty value is never sent, because proxies read it as a broken context.</li>
 * <li>A header that an outbound request already has stays unchanged. So the tracer's and
 * the application's headers win, and no header is sent twice.</li>
 * <li>If several trace contexts arrive, {@link ArrivedTrace} decides which one
 * counts.</li>
 * <li>If spans are on, the tracer reads that context and writes the trace headers.</li>
 * <li>If spans are off, the application shows that context as its trace, and the headers
 * are copied in a way that it counts at the next hop, too.</li>
 * <li>If forwarding is off, by the setting or for a request by the application's
 * {@link ForwardingPolicy}, no header that a trace needs is sent, including those that
 * the tracer writes.</li>
 * </ul>
 */
public final class ForwardingRules {

	private final PropagationProperties properties;

	private final List<TraceFormat> order;

	private final ForwardingPolicy policy;

	private final HeaderPatterns configured;

	/**
	 * Creates the rules.
	 * @param properties the switches and the configured headers
	 * @param order the formats of a trace context; the first one wins
	 * @param policy decides for each request
	 */
	public ForwardingRules(PropagationProperties properties, List<TraceFormat> order, ForwardingPolicy policy) {
		this.properties = properties;
		this.order = order;
		this.policy = policy;
		this.configured = new HeaderPatterns(properties.headers());
	}

	/**
	 * The formats of a trace context that an application reads.
	 * @param tracing its settings
	 * @return the formats; the first one wins
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
	 * Selects the headers.
	 * @param request the request that arrived
	 * @return the headers for its outbound requests
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
			// Written by the tracer, or copied as a whole context in select().
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
