package org.meshtrio.check.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a check demands of a service. docs/rules.md has the same list, which a test
 * compares. To add a rule, add a constant here, its case in
 * {@code org.meshtrio.check.cases}, a fault in the test's fake service, and a row there.
 */
public enum Rule {

	TRACE_CONTINUED(Level.MUST, Topic.W3C, Sources.W3C + "a-traceparent-is-received",
			"if the W3C and B3 contexts agree, each trace header that leaves has their trace, and at least one leaves"),
	W3C_CONTINUED(Level.MUST, Topic.W3C, Sources.W3C + "traceparent-header",
			"a request with traceparent leaves with a traceparent of the same trace"),
	B3_SINGLE_CONTINUED(Level.SHOULD, Topic.B3, Sources.B3 + "single-header",
			"a request with b3 leaves with the same trace in B3, in one header or several"),
	B3_MULTI_CONTINUED(Level.SHOULD, Topic.B3, Sources.B3 + "multiple-headers",
			"a request with x-b3-traceid leaves with the same trace in B3, in one header or several"),
	B3_64_BIT(Level.SHOULD, Topic.B3, Sources.B3 + "traceid", "a B3 trace id of 64 bits stays the same",
			B3_MULTI_CONTINUED),
	CONTEXTS_DISAGREE(Level.INFO, Topic.W3C, Sources.TABLE,
			"if traceparent and B3 are in different traces, one of the two leaves", TRACE_CONTINUED),
	SPAN_IDS(Level.MUST, Topic.SPANS, Sources.W3C + "parent-id",
			"each call has a new span id, or the one that arrived if the service makes no spans", TRACE_CONTINUED),
	TRACE_STARTED(Level.INFO, Topic.W3C, Sources.W3C + "no-traceparent-received",
			"if no context arrives, the service begins a trace, unless it makes no spans", TRACE_CONTINUED),
	NAMES_IN_ANY_CASE(Level.MUST, Topic.W3C, Sources.W3C + "header-name", "TraceParent and TRACEPARENT count too",
			W3C_CONTINUED),
	WHITE_SPACE_IGNORED(Level.MUST, Topic.W3C, Sources.RFC_9110 + "section-5.5",
			"spaces and tabs around a traceparent don't belong to it", W3C_CONTINUED),
	OTHER_NAMES_IGNORED(Level.SHOULD, Topic.W3C, Sources.W3C + "header-name",
			"headers named trace-parent, trace.parent or trace-state aren't read"),
	VERSION_ACCEPTED(Level.SHOULD, Topic.W3C, Sources.W3C + "versioning-of-traceparent",
			"a traceparent of a later version continues its trace", W3C_CONTINUED),
	FLAGS_ACCEPTED(Level.MUST, Topic.SAMPLING, Sources.W3C + "trace-flags",
			"the flags 02 and 03 of W3C level 2 don't end the trace", W3C_CONTINUED),
	UNKNOWN_FLAGS_ACCEPTED(Level.SHOULD, Topic.SAMPLING, Sources.W3C + "other-flags",
			"flags that W3C doesn't define yet don't end the trace", FLAGS_ACCEPTED),
	RANDOM_FLAG_KEPT(Level.SHOULD, Topic.SAMPLING, Sources.W3C + "random-trace-id-flag",
			"the random flag of a traceparent leaves with its trace", FLAGS_ACCEPTED),
	SAMPLED_KEPT(Level.MUST, Topic.SAMPLING, Sources.W3C + "sampled-flag", "a sampled trace stays sampled",
			TRACE_CONTINUED),
	NOT_SAMPLED_KEPT(Level.MUST, Topic.SAMPLING, Sources.W3C + "sampled-flag", "a trace that isn't sampled stays so",
			TRACE_CONTINUED),
	B3_DEBUG_KEPT(Level.SHOULD, Topic.SAMPLING, Sources.B3 + "debug-flag", "the debug flag of B3 leaves in B3",
			B3_MULTI_CONTINUED),
	B3_DECISION_KEPT(Level.SHOULD, Topic.SAMPLING, Sources.B3 + "sampling-state",
			"the decision not to sample leaves even if B3 has no ids", B3_MULTI_CONTINUED),
	MALFORMED_NO_ERROR(Level.MUST, Topic.MALFORMED, Sources.W3C + "a-traceparent-is-received",
			"a malformed context doesn't change the response's status"),
	MALFORMED_W3C_IGNORED(Level.SHOULD, Topic.MALFORMED, Sources.W3C + "a-traceparent-is-received",
			"nothing of a malformed traceparent leaves"),
	TRACEPARENT_TWICE_IGNORED(Level.SHOULD, Topic.MALFORMED, Sources.W3C + "traceparent-header",
			"if two traceparent lines arrive, neither continues", MALFORMED_NO_ERROR),
	MALFORMED_B3_IGNORED(Level.SHOULD, Topic.MALFORMED, Sources.B3 + "overall-process",
			"nothing of a malformed B3 context leaves", B3_MULTI_CONTINUED),
	MALFORMED_HIDES_NOTHING(Level.SHOULD, Topic.MALFORMED, Sources.TABLE,
			"a malformed traceparent doesn't hide a good B3 context", B3_MULTI_CONTINUED),
	TRACESTATE_KEPT(Level.MUST, Topic.TRACESTATE, Sources.W3C + "tracestate-header", "tracestate leaves with its trace",
			W3C_CONTINUED),
	TRACESTATE_ORDER(Level.MUST, Topic.TRACESTATE, Sources.W3C + "mutating-the-tracestate-field",
			"the members of tracestate stay in order", TRACESTATE_KEPT),
	TRACESTATE_LINES(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "tracestate-header-field-values",
			"several lines of tracestate count as one list", TRACESTATE_KEPT),
	TRACESTATE_32_MEMBERS(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "list",
			"32 members leave, or 31 with one that the service adds", TRACESTATE_KEPT),
	TRACESTATE_512_CHARACTERS(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "tracestate-limits",
			"a tracestate of 512 characters leaves whole", TRACESTATE_KEPT),
	TRACESTATE_SYNTAX(Level.MUST, Topic.TRACESTATE, Sources.W3C + "tracestate-header-field-values",
			"every legal key and value of tracestate leaves, with white space around it or without", TRACESTATE_KEPT),
	TRACESTATE_LENIENT(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "key",
			"a key with several @, as level 2 allows, or a key twice, doesn't end tracestate", TRACESTATE_KEPT),
	TRACESTATE_MALFORMED_DROPPED(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "a-traceparent-is-received",
			"nothing of a malformed tracestate leaves", TRACESTATE_KEPT),
	TRACESTATE_NO_HARM(Level.MUST, Topic.TRACESTATE, Sources.W3C + "a-traceparent-is-received",
			"a malformed tracestate doesn't end the trace", W3C_CONTINUED),
	TRACESTATE_NOT_ALONE(Level.SHOULD, Topic.TRACESTATE, Sources.W3C + "a-traceparent-is-received",
			"tracestate never leaves without the traceparent that it belongs to"),
	BAGGAGE_KEPT(Level.SHOULD, Topic.COPIED, Sources.BAGGAGE, "the members of baggage leave"),
	LINES_KEPT(Level.SHOULD, Topic.COPIED, Sources.RFC_9110 + "section-5.3",
			"each line of a repeated header leaves, as a line or in a list", BAGGAGE_KEPT),
	REQUEST_ID_KEPT(Level.SHOULD, Topic.COPIED, Sources.ISTIO, "x-request-id leaves unchanged"),
	VENDOR_HEADERS_KEPT(Level.INFO, Topic.COPIED, Sources.TABLE, "the trace headers of other vendors leave unchanged"),
	ROUTING_HEADERS_KEPT(Level.INFO, Topic.COPIED, Sources.TABLE, "end-user and user-agent leave unchanged"),
	NAMED_HEADERS_KEPT(Level.MUST, Topic.COPIED, Sources.TABLE,
			"the headers that you name with --expect leave unchanged"),
	EMPTY_NOT_SENT(Level.SHOULD, Topic.NOT_COPIED, Sources.TABLE, "no header leaves with an empty value"),
	NO_HEADER_TWICE(Level.MUST, Topic.NOT_COPIED, Sources.RFC_9110 + "section-5.3",
			"no header with one value leaves twice"),
	HOP_BY_HOP_NOT_SENT(Level.MUST, Topic.NOT_COPIED, Sources.RFC_9110 + "section-7.6.1",
			"hop-by-hop headers don't leave"),
	PROXY_HEADERS_NOT_SENT(Level.SHOULD, Topic.NOT_COPIED, Sources.ENVOY, "x-envoy-* and x-forwarded-* don't leave"),
	CREDENTIALS_NOT_SENT(Level.MUST, Topic.NOT_COPIED, Sources.TABLE,
			"the caller's credentials don't leave, unless you allow it with --credentials"),
	POST_CONTINUED(Level.MUST, Topic.CALLS, Sources.W3C + "a-traceparent-is-received",
			"a POST with a body continues its trace", TRACE_CONTINUED),
	AFTER_ERROR_CONTINUED(Level.MUST, Topic.CALLS, Sources.ISTIO,
			"each call has the trace if the next service answers 500", TRACE_CONTINUED),
	AFTER_RESET_CONTINUED(Level.MUST, Topic.CALLS, Sources.ISTIO,
			"each call has the trace if the next service closes the connection", TRACE_CONTINUED),
	WHEN_SLOW_CONTINUED(Level.MUST, Topic.CALLS, Sources.ISTIO, "each call has the trace if the next service is slow",
			TRACE_CONTINUED),
	FAN_OUT_CONTINUED(Level.MUST, Topic.CALLS, Sources.ISTIO, "all calls of one request are in its trace",
			TRACE_CONTINUED),
	LATE_CALLS_CONTINUED(Level.MUST, Topic.CALLS, Sources.ISTIO,
			"calls that the service makes after its response are in the trace", TRACE_CONTINUED),
	PARALLEL_NOT_MIXED(Level.MUST, Topic.CALLS, Sources.ISTIO, "200 requests at the same time keep their own ids",
			TRACE_CONTINUED),
	SPANS_REPORTED(Level.SHOULD, Topic.SPANS, Sources.ISTIO,
			"the trace store gets the span whose id was sent to the next service", SPAN_IDS);

	private final Level level;

	private final Topic topic;

	private final String source;

	private final String sentence;

	private final List<Rule> needs;

	Rule(Level level, Topic topic, String source, String sentence, Rule... needs) {
		this.level = level;
		this.topic = topic;
		this.source = source;
		this.sentence = sentence;
		this.needs = List.of(needs);
	}

	/**
	 * Finds a rule.
	 * @param id its id
	 * @return the rule, or empty if there is none
	 */
	public static Optional<Rule> of(String id) {
		return Stream.of(values()).filter((rule) -> rule.id().equals(id)).findFirst();
	}

	/**
	 * The name that a command line and a report use.
	 * @return such as {@code w3c-continued}
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public Level level() {
		return this.level;
	}

	public Topic topic() {
		return this.topic;
	}

	/**
	 * Where the rule comes from.
	 * @return a URL, or a path in this repository
	 */
	public String source() {
		return this.source;
	}

	/**
	 * What the rule demands.
	 * @return a clause without a period
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * The rules that must have passed before this one can be judged.
	 * @return the rules
	 */
	public List<Rule> needs() {
		return this.needs;
	}

}
