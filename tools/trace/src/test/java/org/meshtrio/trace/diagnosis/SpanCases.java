package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Answers;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation.Expected;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.TraceHeader;

/**
 * Requests whose hops are all in trace a, or in none, so the spans decide.
 */
final class SpanCases {

	private static final Map<String, List<String>> NONE = Map.of();

	private static final String A = Answers.trace("a");

	private SpanCases() {
	}

	static Stream<DiagnosisCase> all() {
		return Stream.of(joined(), faults(), unknown()).flatMap((cases) -> cases);
	}

	private static Stream<DiagnosisCase> joined() {
		Hop chain = chain();
		Map<String, List<String>> b3 = Answers.headers(Answers.b3("a", "9"));
		Hop copies = Answers.hop("service0", "a", null, b3, Answers.call(b3, Answers.hop("service1", "a", null, b3)));
		Hop failed = Answers.hop("service1", "a", "0", NONE, Answers.failed("Connection refused."));
		Hop notAHop = Answers.hop("service1", "a", "0", NONE,
				new Call("http://httpbin/", NONE, 200, Map.of(), 1, null, null, "<html>"));
		List<Span> one = List.of(Answers.span("a", "0", null, "service1", "SERVER"));
		return Stream.of(of("joined", NONE, chain, spans(), new Diagnosis.Joined(chain, 5)),
				of("joined: below the span of the caller, which doesn't report it", b3, chain, belowTheCaller(),
						new Diagnosis.Joined(chain, 5)),
				of("joined: no hop makes spans", b3, copies, List.of(), new Diagnosis.Joined(copies, 0)),
				of("joined: the last call failed", NONE, failed, one, new Diagnosis.Joined(failed, 1)),
				of("joined: the last answer isn't a hop", NONE, notAHop, one, new Diagnosis.Joined(notAHop, 1)));
	}

	private static Stream<DiagnosisCase> faults() {
		Hop chain = chain();
		Span orphan = Answers.span("a", "8", "7", "batch", "CLIENT");
		Span twin = Answers.span("a", "3", "2", "service2", "SERVER");
		Span aside = Answers.span("a", "4", "1", "service2", "SERVER");
		Span root = Answers.span("a", "2", null, "service1", "SERVER");
		return Stream.of(
				fault("one service's are missing", chain, without("service1"),
						new SpanFault.Missing(List.of(expected("2", "service1"), expected("3", "service1")))),
				fault("two services' are missing", chain, spans().subList(0, 2),
						new SpanFault.Missing(List.of(expected("2", "service1"), expected("3", "service1"),
								expected("4", "service2")))),
				fault("there are none", chain, List.of(), new SpanFault.NoSpans()),
				fault("an id is there twice", chain, with(twin), new SpanFault.Duplicate(spans().get(3), twin)),
				fault("one is below another one", chain, replaced(aside),
						new SpanFault.Misplaced("service1", "service2", aside, List.of())),
				fault("one has no parent", chain, replaced(root),
						new SpanFault.Misplaced("service0", "service1", root, List.of())),
				fault("two roots", chain, with(Answers.span("a", "8", null, "batch", "CLIENT")),
						new SpanFault.SeveralRoots(2)),
				fault("one without its parent", chain, with(orphan), new SpanFault.Orphan(orphan)),
				fault("below a span of the caller that it didn't name", chain, belowTheCaller(),
						new SpanFault.Orphan(belowTheCaller().get(0))),
				staleSpan(), proxyMissing(), proxyBetweenMissing());
	}

	private static DiagnosisCase staleSpan() {
		Hop second = Answers.hop("service1", "a", "2",
				Answers.headers(Answers.traceparent("a", "9"), Answers.b3("a", "1")[0], Answers.b3("a", "1")[1]));
		Hop first = Answers.hop("service0", "a", "0", NONE,
				Answers.call(Answers.headers(Answers.b3("a", "1")), second));
		Span span = Answers.span("a", "2", "9", "service1", "SERVER");
		List<Span> spans = List.of(Answers.span("a", "9", null, "gateway", "CLIENT"),
				Answers.span("a", "0", "9", "service0", "SERVER"), Answers.span("a", "1", "0", "service0", "CLIENT"),
				span);
		return fault("a hop used a stale span of the same trace", first, spans,
				new SpanFault.Misplaced("service0", "service1", span, List.of("traceparent")));
	}

	private static DiagnosisCase proxyMissing() {
		Hop only = Answers.hop("service0", "a", "0", Answers.headers(Answers.b3("a", "7")));
		return fault("a proxy's is missing", only, List.of(Answers.span("a", "0", "7", "service0", "SERVER")),
				new SpanFault.Missing(List.of(new Expected(Answers.span("7"), "service0", true))));
	}

	private static DiagnosisCase proxyBetweenMissing() {
		Hop second = Answers.hop("service1", "a", "2", Answers.headers(Answers.b3("a", "7")));
		Hop first = Answers.hop("service0", "a", "0", NONE,
				Answers.call(Answers.headers(Answers.b3("a", "1")), second));
		List<Span> spans = List.of(Answers.span("a", "0", null, "service0", "SERVER"),
				Answers.span("a", "1", "0", "service0", "CLIENT"), Answers.span("a", "2", "7", "service1", "SERVER"));
		return fault("that of a proxy between two hops is missing", first, spans,
				new SpanFault.Missing(List.of(new Expected(Answers.span("7"), "service1", true))));
	}

	private static Stream<DiagnosisCase> unknown() {
		String b3 = A + "-" + Answers.span("9") + "-0";
		String traceparent = "00-" + A + "-" + Answers.span("9") + "-00";
		Hop noTrace = Answers.hop("service0", null, null, NONE);
		Hop notUsed = Answers.hop("service0", null, null, Answers.headers("b3: xyz"));
		TraceHeader malformed = new TraceHeader("b3", List.of("xyz"), null, null, TraceHeader.Defect.MALFORMED);
		return Stream.of(notSampled("x-b3-sampled", "0", new SamplingHeader("x-b3-sampled", "0")),
				notSampled("traceparent", traceparent, new SamplingHeader("traceparent", traceparent)),
				notSampled("b3", b3, new SamplingHeader("b3", b3)), notSampled("x-b3-sampled", "1", null),
				of("no trace", NONE, noTrace, List.of(), new Diagnosis.NoTrace(noTrace, List.of())),
				of("no trace: the header isn't used", NONE, notUsed, List.of(),
						new Diagnosis.NoTrace(notUsed, List.of(malformed))));
	}

	private static DiagnosisCase notSampled(String name, String value, @Nullable SamplingHeader decision) {
		Hop hop = Answers.unsampled(Answers.hop("service0", "a", "0", Answers.headers(name + ": " + value)));
		return of("not sampled: " + name + " " + ((decision != null) ? "says so" : "says otherwise"), NONE, hop,
				List.of(), new Diagnosis.NotSampled(hop, hop, decision));
	}

	private static DiagnosisCase fault(String name, Hop answer, List<Span> spans, SpanFault fault) {
		return of("spans: " + name, NONE, answer, spans, new Diagnosis.SpansBroken(answer, fault, DiagnosisCase.STORE));
	}

	private static DiagnosisCase of(String name, Map<String, List<String>> sent, Hop answer, List<Span> spans,
			Diagnosis expected) {
		return new DiagnosisCase(name, new Exchange(new Headers(sent), answer), spans, expected);
	}

	static Hop chain() {
		Map<String, List<String>> toThird = Answers.headers(Answers.b3("a", "3"));
		Map<String, List<String>> toSecond = Answers.headers(Answers.b3("a", "1"));
		Hop third = Answers.hop("service2", "a", "4", toThird);
		Hop second = Answers.hop("service1", "a", "2", toSecond, Answers.call(toThird, third));
		return Answers.hop("service0", "a", "0", NONE, Answers.call(toSecond, second));
	}

	private static List<Span> spans() {
		return List.of(Answers.span("a", "0", null, "service0", "SERVER"),
				Answers.span("a", "1", "0", "service0", "CLIENT"), Answers.span("a", "2", "1", "service1", "SERVER"),
				Answers.span("a", "3", "2", "service1", "CLIENT"), Answers.span("a", "4", "3", "service2", "SERVER"));
	}

	private static List<Span> belowTheCaller() {
		return replaced(Answers.span("a", "0", "9", "service0", "SERVER"));
	}

	private static List<Span> without(String service) {
		return spans().stream().filter((span) -> !span.service().equals(service)).toList();
	}

	private static List<Span> with(Span one) {
		return Stream.concat(spans().stream(), Stream.of(one)).toList();
	}

	private static List<Span> replaced(Span one) {
		return spans().stream().map((span) -> span.id().equals(one.id()) ? one : span).toList();
	}

	private static Expected expected(String span, String service) {
		return new Expected(Answers.span(span), service, false);
	}

}
