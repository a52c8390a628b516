package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Answers;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.model.TraceHeader.Defect;

/**
 * Requests whose hops are in more than one trace: service0 in trace a, service1 in trace
 * c.
 */
final class BreakCases {

	private static final Map<String, List<String>> NONE = Map.of();

	private static final String A = Answers.trace("a");

	private static final TraceHeader B3_MULTI = new TraceHeader("x-b3-traceid", List.of(A), A, Answers.span("1"), null);

	private static final TraceHeader OTHER = w3c("c", "7");

	private BreakCases() {
	}

	static Stream<DiagnosisCase> all() {
		return Stream
			.of(onTheWay(), Stream.of(firstHopInNoTrace(), firstHopCannotReadItsHeader(), byTheCaller(), twice(),
					oneBranch(), bothBranches()))
			.flatMap((cases) -> cases);
	}

	private static Stream<DiagnosisCase> onTheWay() {
		Map<String, List<String>> b3 = Answers.headers(Answers.b3("a", "1"));
		Map<String, List<String>> w3c = Answers.headers(Answers.traceparent("a", "1"));
		Map<String, List<String>> otherW3c = Answers.headers(Answers.traceparent("c", "7"));
		Map<String, List<String>> single = Answers.headers("b3: " + A + "-" + Answers.span("1") + "-1");
		Map<String, List<String>> off = Answers.headers("trio-forward: off");
		Map<String, List<String>> w3cAndOff = Answers.headers(Answers.traceparent("a", "9"), "trio-forward: off");
		Map<String, List<String>> both = Answers.headers(Answers.traceparent("c", "7"), Answers.b3("a", "1")[0],
				Answers.b3("a", "1")[1]);
		return Stream.of(
				onTheWay("not forwarded", b3, NONE, second(NONE),
						(from, to) -> new Break.NothingSent(from, to, List.of(B3_MULTI), false)),
				onTheWay("not forwarded because the request asked for it", w3cAndOff, off, second(NONE),
						(from, to) -> new Break.NothingSent(from, to, List.of(w3c("a", "9")), true)),
				onTheWay("nothing to forward, and the request asked for it", off, NONE, second(NONE),
						(from, to) -> new Break.NothingSent(from, to, List.of(), true)),
				onTheWay("a proxy doesn't read the header", NONE, b3, second(otherW3c),
						(from, to) -> new Break.ReplacedByProxy(from, to, List.of(B3_MULTI), List.of(OTHER))),
				onTheWay("a proxy doesn't continue the trace", NONE, w3c, second(otherW3c),
						(from, to) -> new Break.ReplacedByProxy(from, to, List.of(w3c("a", "1")), List.of(OTHER))),
				onTheWay("a proxy removes the header", NONE, b3, second(NONE),
						(from, to) -> new Break.RemovedByProxy(from, to, List.of(B3_MULTI))),
				onTheWay("the wrong one of two traces is used", NONE, b3, second(both),
						(from, to) -> new Break.TwoContexts(from, to, List.of(B3_MULTI), List.of(OTHER))),
				onTheWay("the header isn't read", NONE, single, second(single),
						(from, to) -> new Break.NotRead(from, to, List.of(b3("a", "1")))),
				onTheWay("a trace id without a span id is sent", NONE, Answers.headers("x-b3-traceid: " + A),
						second(NONE),
						(from, to) -> new Break.MalformedSent(from, to,
								List.of(defective("x-b3-traceid", Defect.NO_SPAN_ID, A)))),
				onTheWay("a malformed header is sent", NONE, Answers.headers("traceparent: 00-xyz"), second(w3c),
						(from, to) -> new Break.MalformedSent(from, to,
								List.of(defective("traceparent", Defect.MALFORMED, "00-xyz")))),
				onTheWay("two malformed headers are sent", NONE,
						Map.of("b3", List.of("x"), "traceparent", List.of("2", "3")), second(NONE),
						(from, to) -> new Break.MalformedSent(from, to,
								List.of(defective("b3", Defect.MALFORMED, "x"),
										defective("traceparent", Defect.SEVERAL_VALUES, "2", "3")))),
				onTheWay("a malformed header arrives", NONE, b3,
						second(Answers.headers("x-b3-traceid: 12\u001B[31m", "x-b3-spanid: 1")),
						(from, to) -> new Break.MalformedByProxy(from, to, List.of(B3_MULTI),
								List.of(defective("x-b3-traceid", Defect.MALFORMED, "12\u001B[31m")))),
				onTheWay("another trace is sent", NONE, otherW3c, second(w3c),
						(from, to) -> new Break.WrongSent(from, to, A, List.of(OTHER))),
				onTheWay("the header isn't read, and there is no trace", NONE, b3,
						Answers.hop("service1", null, null, b3),
						(from, to) -> new Break.NotRead(from, to, List.of(B3_MULTI))));
	}

	private static DiagnosisCase onTheWay(String name, Map<String, List<String>> arrivedAtFirst,
			Map<String, List<String>> sent, Hop second, BiFunction<Hop, Hop, Break> expected) {
		Hop first = Answers.hop("service0", "a", "0", arrivedAtFirst, Answers.call(sent, second));
		return broken(name, NONE, first, expected.apply(first, second));
	}

	private static DiagnosisCase firstHopInNoTrace() {
		Hop second = second(NONE);
		Hop first = Answers.hop("service0", null, null, NONE, Answers.call(NONE, second));
		return broken("the first hop is in no trace", NONE, first, new Break.NoTraceBefore(first, second, List.of()));
	}

	private static DiagnosisCase firstHopCannotReadItsHeader() {
		Hop second = second(NONE);
		Hop first = Answers.hop("service0", null, null, Answers.headers("b3: xyz"), Answers.call(NONE, second));
		return broken("the first hop can't read its header", NONE, first,
				new Break.NoTraceBefore(first, second, List.of(defective("b3", Defect.MALFORMED, "xyz"))));
	}

	private static DiagnosisCase byTheCaller() {
		Map<String, List<String>> sent = Answers.headers(Answers.b3("a", "9"));
		Hop first = Answers.hop("service0", "c", "0", Answers.headers(Answers.traceparent("c", "7")));
		TraceHeader callers = new TraceHeader("x-b3-traceid", List.of(A), A, Answers.span("9"), null);
		return broken("between the caller and the first hop", sent, first,
				new Break.ReplacedByProxy(null, first, List.of(callers), List.of(OTHER)));
	}

	private static DiagnosisCase twice() {
		Hop third = Answers.hop("service2", "e", "4", NONE);
		Hop second = Answers.hop("service1", "c", "2", NONE, Answers.call(NONE, third));
		Call call = Answers.call(NONE, second);
		Hop first = Answers.hop("service0", "a", "0", Answers.headers("trio-forward: off"), call);
		return broken("twice", NONE, first, new Break.NothingSent(first, second, List.of(), true),
				new Break.NothingSent(second, third, List.of(), false));
	}

	private static DiagnosisCase oneBranch() {
		Map<String, List<String>> b3 = Answers.headers(Answers.b3("a", "1"));
		Hop good = Answers.hop("service1", "a", "2", b3);
		Hop torn = Answers.hop("service2", "c", "4", NONE);
		Hop first = Answers.hop("service0", "a", "0", NONE, Answers.call(b3, good), Answers.call(NONE, torn));
		return broken("one branch of a fork", NONE, first, new Break.NothingSent(first, torn, List.of(), false));
	}

	private static DiagnosisCase bothBranches() {
		Hop second = Answers.hop("service1", "c", "2", NONE);
		Hop third = Answers.hop("service2", "e", "4", NONE);
		Hop first = Answers.hop("service0", "a", "0", NONE, Answers.call(NONE, second), Answers.call(NONE, third));
		return broken("both branches of a fork", NONE, first, new Break.NothingSent(first, second, List.of(), false),
				new Break.NothingSent(first, third, List.of(), false));
	}

	private static DiagnosisCase broken(String name, Map<String, List<String>> sent, Hop first, Break... breaks) {
		return new DiagnosisCase("broken: " + name, new Exchange(new Headers(sent), first), List.of(),
				new Diagnosis.Broken(first, List.of(breaks)));
	}

	private static Hop second(Map<String, List<String>> arrived) {
		return Answers.hop("service1", "c", "2", arrived);
	}

	private static TraceHeader w3c(String trace, String span) {
		return new TraceHeader("traceparent", List.of("00-" + Answers.trace(trace) + "-" + Answers.span(span) + "-01"),
				Answers.trace(trace), Answers.span(span), null);
	}

	private static TraceHeader b3(String trace, String span) {
		return new TraceHeader("b3", List.of(Answers.trace(trace) + "-" + Answers.span(span) + "-1"),
				Answers.trace(trace), Answers.span(span), null);
	}

	private static TraceHeader defective(String name, Defect defect, String... values) {
		return new TraceHeader(name, List.of(values), null, null, defect);
	}

}
