package org.meshtrio.check.report;

import java.util.List;
import java.util.Map;

import org.meshtrio.check.rule.Topic;

/**
 * How to fix a failure in the common frameworks.
 */
public final class Fixes {

	private static final Map<Topic, List<String>> FIXES = Map.of(Topic.W3C, List.of(
			"Spring: create clients with Spring Boot's builders (RestClient.Builder), or add this repository's starter",
			"OpenTelemetry agents and SDKs: OTEL_PROPAGATORS=tracecontext,baggage, which Go doesn't read; server and"
					+ " HTTP client need their instrumentation",
			"Go net/http: otel.SetTextMapPropagator(propagation.TraceContext{}); wrap the handler with"
					+ " otelhttp.NewHandler and the client's Transport with otelhttp.NewTransport, and send requests"
					+ " with r.Context()",
			"Node: node --import @opentelemetry/auto-instrumentations-node/register app.js (with ES modules, also"
					+ " --experimental-loader=@opentelemetry/instrumentation/hook.mjs), or copy traceparent and"
					+ " tracestate",
			"Python: opentelemetry-instrument python app.py, with the instrumentations of the framework and the HTTP"
					+ " client (opentelemetry-instrumentation-flask, -requests, ...), or copy traceparent and tracestate"),
			Topic.B3,
			List.of("Spring: management.tracing.propagation.consume=B3,B3_MULTI,W3C and produce=B3_MULTI,W3C",
					"OpenTelemetry agents and SDKs: OTEL_PROPAGATORS=tracecontext,b3multi,baggage",
					"Go net/http: add b3.New(b3.WithInjectEncoding(b3.B3MultipleHeader)) of"
							+ " go.opentelemetry.io/contrib/propagators/b3 to the composite propagator",
					"Python: pip install opentelemetry-propagator-b3, and OTEL_PROPAGATORS as above",
					"by hand: copy b3 and x-b3-traceid, -spanid, -parentspanid, -sampled, -flags"),
			Topic.SAMPLING,
			List.of("Spring: add this repository's starter; plain Brave drops flags other than 00 and 01",
					"OpenTelemetry agents and SDKs: OTEL_TRACES_SAMPLER=parentbased_always_on, and not always_on; in Go,"
							+ " trace.ParentBased(trace.AlwaysSample())",
					"by hand: copy the header whole, and don't write its flags"),
			Topic.MALFORMED,
			List.of("Spring: add this repository's starter; plain Brave fails on some truncated contexts",
					"OpenTelemetry agents and SDKs: nothing to set; update the library",
					"by hand: ignore a header that doesn't match the grammar, and never answer an error because of it"),
			Topic.TRACESTATE,
			List.of("Spring: Brave drops tracestate; add this repository's starter, or use OpenTelemetry",
					"OpenTelemetry agents and SDKs: OTEL_PROPAGATORS must include tracecontext; no setting changes what the"
							+ " SDK drops then (docs/rules.md)",
					"by hand: copy all lines of tracestate in order, and only together with traceparent"),
			Topic.COPIED,
			List.of("Spring: add this repository's starter, and name more headers in mesh.propagation.headers",
					"OpenTelemetry agents and SDKs: OTEL_PROPAGATORS with baggage; they don't copy x-request-id, so"
							+ " copy it in a filter of the server and the client",
					"Go, Node, Python: copy the header from the request that arrived to each request that leaves,"
							+ " with all its lines"),
			Topic.NOT_COPIED,
			List.of("by hand: copy a list of names, never all headers, and never x-*",
					"by hand: set a header instead of adding it, and leave out empty values",
					"Spring: this repository's starter does both; credentials need mesh.propagation.credentials=true"),
			Topic.CALLS,
			List.of("Spring: run other threads with Spring's executors and a ContextPropagatingTaskDecorator, and keep"
					+ " nothing in a static field",
					"OpenTelemetry agents and SDKs: wrap executors with Context.taskWrapping",
					"Go: pass r.Context() on; after the response, context.WithoutCancel(r.Context())",
					"Node: AsyncLocalStorage, and no module variable; Python: contextvars, and no global",
					"everywhere: retries and fallbacks send the same headers as the first attempt"),
			Topic.SPANS,
			List.of("Spring: management.tracing.export.zipkin.endpoint names the store; sampling.probability=1.0",
					"OpenTelemetry agents and SDKs: OTEL_EXPORTER_OTLP_ENDPOINT names the collector",
					"by hand: forward the span id unchanged if the service makes no spans"));

	private Fixes() {
	}

	/**
	 * The fixes for the rules of a topic.
	 * @param topic the topic
	 * @return lines, each for a framework
	 */
	public static List<String> of(Topic topic) {
		return FIXES.getOrDefault(topic, List.of());
	}

}
