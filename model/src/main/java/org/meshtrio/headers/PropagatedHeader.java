package org.meshtrio.headers;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Every header that has a rule, with its group and the reason for it. A test compares the
 * table in docs/reference.md with this list, so a new header goes into both. To forward
 * one in your own service, set {@code mesh.propagation.headers} instead.
 *
 * <p>
 * Sources: <a href=
 * "https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/">
 * Istio's list</a> and
 * <a href="https://istio.io/latest/about/faq/#how-to-support-tracing">FAQ</a>, the
 * services of Istio's Bookinfo, <a href="https://www.w3.org/TR/trace-context/">W3C Trace
 * Context</a>, <a href="https://github.com/openzipkin/b3-propagation">B3</a>,
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, 7.6.1</a> for
 * the hop-by-hop headers.
 */
public enum PropagatedHeader {

	TRACEPARENT(TraceHeaders.TRACEPARENT, HeaderGroup.TRACE,
			"W3C trace context: trace id, parent span id, sampled flag"),
	TRACESTATE(TraceHeaders.TRACESTATE, HeaderGroup.TRACE,
			"W3C vendor data; goes only with the traceparent that it belongs to, and Brave drops it"),
	B3(TraceHeaders.B3, HeaderGroup.TRACE,
			"B3 in one header; never sent with x-b3-traceid, because a proxy reads it first and it can be stale"),
	X_B3_TRACEID(TraceHeaders.B3_TRACE_ID, HeaderGroup.TRACE, "B3 trace id, 16 or 32 hex digits"),
	X_B3_SPANID(TraceHeaders.B3_SPAN_ID, HeaderGroup.TRACE, "B3 id of the calling span, 16 hex digits"),
	X_B3_PARENTSPANID(TraceHeaders.B3_PARENT_SPAN_ID, HeaderGroup.TRACE, "B3 id of the calling span's parent"),
	X_B3_SAMPLED(TraceHeaders.B3_SAMPLED, HeaderGroup.TRACE, "B3 sampling decision, 0 or 1"),
	X_B3_FLAGS(TraceHeaders.B3_FLAGS, HeaderGroup.TRACE, "B3 debug flag, 1 forces the trace"),

	X_OT_SPAN_CONTEXT("x-ot-span-context", HeaderGroup.VENDOR_TRACE, "Lightstep and OpenTracing proxies"),
	X_CLOUD_TRACE_CONTEXT("x-cloud-trace-context", HeaderGroup.VENDOR_TRACE, "Google Cloud Trace"),
	GRPC_TRACE_BIN("grpc-trace-bin", HeaderGroup.VENDOR_TRACE, "OpenCensus"),
	SW8("sw8", HeaderGroup.VENDOR_TRACE, "Apache SkyWalking"),
	X_DATADOG("x-datadog-*", HeaderGroup.VENDOR_TRACE, "Datadog: trace id, parent id, sampling priority, origin, tags"),

	X_REQUEST_ID("x-request-id", HeaderGroup.REQUEST, "Envoy ties access logs, spans and the sampling decision to it"),

	END_USER("end-user", HeaderGroup.ROUTING, "the classic header to route a user's requests by"),
	USER_AGENT("user-agent", HeaderGroup.ROUTING, "routes by browser or client, at any depth"),
	BAGGAGE("baggage", HeaderGroup.ROUTING, "W3C baggage, unchanged"),

	AUTHORIZATION("authorization", HeaderGroup.CREDENTIAL, "a token for every hop, where each hop may see it"),
	COOKIE("cookie", HeaderGroup.CREDENTIAL, "a session, where each hop may see it"),
	JWT("jwt", HeaderGroup.CREDENTIAL, "a token in the header that some meshes use"),

	CONNECTION("connection", HeaderGroup.NEVER, "hop-by-hop"),
	KEEP_ALIVE("keep-alive", HeaderGroup.NEVER, "hop-by-hop"), PROXY("proxy-*", HeaderGroup.NEVER, "hop-by-hop"),
	TE("te", HeaderGroup.NEVER, "hop-by-hop"), TRAILER("trailer", HeaderGroup.NEVER, "hop-by-hop"),
	TRANSFER_ENCODING("transfer-encoding", HeaderGroup.NEVER, "hop-by-hop"),
	UPGRADE("upgrade", HeaderGroup.NEVER, "hop-by-hop"), EXPECT("expect", HeaderGroup.NEVER, "hop-by-hop"),
	HOST("host", HeaderGroup.NEVER, "the mesh routes by it: it must name the next service"),
	CONTENT("content-*", HeaderGroup.NEVER, "describes a body that stays here"),
	ACCEPT("accept", HeaderGroup.NEVER, "the client of the next hop says what it can read"),
	ACCEPT_ANY("accept-*", HeaderGroup.NEVER, "the client of the next hop says what it can read"),
	X_FORWARDED("x-forwarded-*", HeaderGroup.NEVER, "each proxy writes its own"),
	X_ENVOY("x-envoy-*", HeaderGroup.NEVER, "Envoy's own: the next proxy would obey a copied timeout");

	private static final Map<String, PropagatedHeader> BY_NAME = new HashMap<>();

	private static final Map<String, PropagatedHeader> BY_PREFIX = new LinkedHashMap<>();

	static {
		for (PropagatedHeader header : values()) {
			if (header.pattern.endsWith("*")) {
				BY_PREFIX.put(header.pattern.substring(0, header.pattern.length() - 1), header);
			}
			else {
				BY_NAME.put(header.pattern, header);
			}
		}
	}

	private final String pattern;

	private final HeaderGroup group;

	private final String reason;

	PropagatedHeader(String pattern, HeaderGroup group, String reason) {
		this.pattern = pattern;
		this.group = group;
		this.reason = reason;
	}

	/**
	 * The rule for a header.
	 * @param name the header's name, in any case
	 * @return its entry, or empty for a header without a rule, which isn't forwarded
	 */
	public static Optional<PropagatedHeader> of(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		PropagatedHeader exact = BY_NAME.get(lowerCase);
		if (exact != null) {
			return Optional.of(exact);
		}
		for (Map.Entry<String, PropagatedHeader> prefix : BY_PREFIX.entrySet()) {
			if (lowerCase.startsWith(prefix.getKey())) {
				return Optional.of(prefix.getValue());
			}
		}
		return Optional.empty();
	}

	/**
	 * The name in lower case, or a prefix of names followed by {@code *}.
	 * @return the pattern
	 */
	public String pattern() {
		return this.pattern;
	}

	/**
	 * The group, which decides how the header is forwarded.
	 * @return the group
	 */
	public HeaderGroup group() {
		return this.group;
	}

	/**
	 * Why the header is in its group.
	 * @return a clause without a period
	 */
	public String reason() {
		return this.reason;
	}

}
