package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Answers;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DiagnosisTest {

	private static final String STORE = "Zipkin";

	private static final Map<String, List<String>> NONE = Map.of();

	private static final String A = Answers.trace("a");

	private static final String C = Answers.trace("c");

	@Test
	void joined() {
		Diagnosis diagnosis = Diagnosis.of(chain(), NONE, spans(), STORE);
		assertThat(diagnosis).isEqualTo(new Diagnosis(Verdict.JOINED,
				"Joined: service0, service1 and service2 are in trace " + A + ", and its tree of 5 spans is whole.",
				List.of()));
	}

	@Test
	void joinedUnderTheCallersSpanWhichNobodyReports() {
		Map<String, List<String>> sent = Answers.headers(Answers.b3("a", "9"));
		List<Span> spans = Stream
			.concat(Stream.of(Answers.span("a", "0", "9", "service0", "SERVER")), spans().stream().skip(1))
			.toList();
		assertThat(Diagnosis.of(chain(), sent, spans, STORE).verdict()).isEqualTo(Verdict.JOINED);
		assertThat(Diagnosis.of(chain(), NONE, spans, STORE).sentence())
			.isEqualTo("Broken: service0, service1 and service2 are in trace " + A + ", but span " + Answers.span("9")
					+ ", the parent of " + Answers.span("0")
					+ " from service0 SERVER, is not in Zipkin: whatever made it does not report there.");
	}

	@Test
	void joinedWhereNoHopMakesSpans() {
		Map<String, List<String>> headers = Answers.headers(Answers.b3("a", "9"));
		Hop chain = Answers.hop("service0", "a", null, headers,
				Answers.call(headers, Answers.hop("service1", "a", null, headers, null)));
		assertThat(Diagnosis.of(chain, headers, List.of(), STORE)).isEqualTo(new Diagnosis(Verdict.JOINED,
				"Joined: service0 and service1 are in trace " + A + ", which has no spans, because no hop makes any.",
				List.of()));
	}

	@ParameterizedTest
	@MethodSource
	void brokenOnTheWay(String reason, Hop second, Map<String, List<String>> arrivedAtFirst,
			Map<String, List<String>> sent) {
		Hop first = Answers.hop("service0", "a", "0", arrivedAtFirst, Answers.call(sent, second));
		Diagnosis diagnosis = Diagnosis.of(first, NONE, List.of(), STORE);
		assertThat(diagnosis.sentence()).isEqualTo("Broken between service0 and service1: " + reason + ".");
		assertThat(diagnosis.verdict()).isEqualTo(Verdict.BROKEN);
		assertThat(diagnosis.breaks()).containsExactly(new Break("service0", "service1", reason));
	}

	static Stream<Arguments> brokenOnTheWay() {
		Map<String, List<String>> b3 = Answers.headers(Answers.b3("a", "1"));
		Map<String, List<String>> w3c = Answers.headers(Answers.traceparent("a", "1"));
		return Stream.of(
				arguments(
						"service0 received x-b3-traceid and sent no trace header to service1: its forwarding is off"
								+ " (mesh.propagation.forward), or its HTTP client is not instrumented",
						second(NONE), b3, NONE),
				arguments(
						"service0 received traceparent and sent no trace header to service1, because the request asked"
								+ " for it (trio-forward: off)",
						second(NONE), Answers.headers(Answers.traceparent("a", "9"), "trio-forward: off"),
						Answers.headers("trio-forward: off")),
				arguments(
						"service0 sent none of traceparent, b3, x-b3-traceid to service1, because the request asked"
								+ " for it (trio-forward: off)",
						second(NONE), Answers.headers("trio-forward: off"), NONE),
				arguments("service0 sent trace " + A + " in x-b3-traceid, but at service1 arrived trace " + C
						+ " in traceparent: a proxy between them began a new trace, it does not read x-b3-traceid",
						second(Answers.headers(Answers.traceparent("c", "7"))), NONE, b3),
				arguments("service0 sent trace " + A + " in traceparent, but at service1 arrived trace " + C
						+ " in traceparent: a proxy between them began a new trace instead of going on with"
						+ " this one", second(Answers.headers(Answers.traceparent("c", "7"))), NONE, w3c),
				arguments("service0 sent x-b3-traceid, but no trace header arrived at service1: a proxy between them"
						+ " removed what was sent", second(NONE), NONE, b3),
				arguments(
						"two traces arrived at service1, trace " + A + " in x-b3-traceid and trace " + C
								+ " in traceparent, and it went by traceparent: put B3_MULTI before W3C in its"
								+ " management.tracing.propagation.consume",
						second(Answers.headers(Answers.traceparent("c", "7"), Answers.b3("a", "1")[0],
								Answers.b3("a", "1")[1])),
						NONE, b3),
				arguments(
						"trace " + A + " in b3 arrived at service1, but it began trace " + C
								+ ", because it does not read b3: add B3 to its management.tracing.propagation.consume",
						second(Answers.headers("b3: " + A + "-" + Answers.span("1") + "-1")), NONE,
						Answers.headers("b3: " + A + "-" + Answers.span("1") + "-1")),
				arguments(
						"service0 sent to service1 only x-b3-traceid, malformed (x-b3-traceid: " + A
								+ " without a valid x-b3-spanid)",
						second(NONE), NONE, Answers.headers("x-b3-traceid: " + A)),
				arguments("service0 sent to service1 only traceparent, malformed (traceparent: 00-xyz)", second(w3c),
						NONE, Answers.headers("traceparent: 00-xyz")),
				arguments(
						"service0 sent trace " + A + " in x-b3-traceid, but at service1 arrived x-b3-traceid, malformed"
								+ " (x-b3-traceid: 12\uFFFD[31m)",
						second(Answers.headers("x-b3-traceid: 12\u001B[31m", "x-b3-spanid: 1")), NONE, b3),
				arguments("service0 is in trace " + A + ", but sent to service1 only trace " + C + " in traceparent",
						second(w3c), NONE, Answers.headers(Answers.traceparent("c", "7"))),
				arguments(
						"trace " + A + " in x-b3-traceid arrived at service1, but it is in no trace, because it does"
								+ " not read x-b3-traceid: add B3_MULTI to its management.tracing.propagation.consume",
						Answers.hop("service1", null, null, b3, null), NONE, b3));
	}

	@Test
	void brokenWhereTheFirstHopIsInNoTrace() {
		Hop first = Answers.hop("service0", null, null, NONE, Answers.call(NONE, second(NONE)));
		assertThat(Diagnosis.of(first, NONE, List.of(), STORE).sentence())
			.isEqualTo("Broken between service0 and service1: no trace header arrived at service0 and it makes no spans"
					+ " (mesh.propagation.spans), so trace " + C + " begins only at service1.");
	}

	@Test
	void brokenBetweenTheCallerAndTheFirstHop() {
		Map<String, List<String>> sent = Answers.headers(Answers.b3("a", "9"));
		Hop first = Answers.hop("service0", "c", "0", Answers.headers(Answers.traceparent("c", "7")), null);
		assertThat(Diagnosis.of(first, sent, List.of(), STORE).sentence())
			.isEqualTo("Broken between the caller and service0: the caller sent trace " + A
					+ " in x-b3-traceid, but at service0 arrived trace " + C
					+ " in traceparent: a proxy between them began a new trace, it does not read x-b3-traceid.");
	}

	@Test
	void brokenTwice() {
		Hop third = Answers.hop("service2", "e", "4", NONE, null);
		Hop second = Answers.hop("service1", "c", "2", NONE, Answers.call(NONE, third));
		Hop first = Answers.hop("service0", "a", "0", Answers.headers("trio-forward: off"), Answers.call(NONE, second));
		Diagnosis diagnosis = Diagnosis.of(first, NONE, List.of(), STORE);
		assertThat(diagnosis.sentence())
			.isEqualTo("Broken between service0 and service1: service0 sent none of traceparent, b3, x-b3-traceid to"
					+ " service1, because the request asked for it (trio-forward: off);"
					+ " broken again between service1 and service2.");
		assertThat(diagnosis.breaks()).extracting(Break::to).containsExactly("service1", "service2");
	}

	@ParameterizedTest
	@MethodSource
	void brokenSpans(String fault, List<Span> spans) {
		assertThat(Diagnosis.of(chain(), NONE, spans, STORE)).isEqualTo(new Diagnosis(Verdict.BROKEN,
				"Broken: service0, service1 and service2 are in trace " + A + ", but " + fault + ".", List.of()));
	}

	static Stream<Arguments> brokenSpans() {
		return Stream.of(
				arguments("service1 made spans " + Answers.span("2") + " and " + Answers.span("3")
						+ " but Zipkin does not have them: check management.tracing.export.zipkin.endpoint of service1",
						without("service1")),
				arguments("service1 made spans " + Answers.span("2") + " and " + Answers.span("3")
						+ " but Zipkin does not have them: check management.tracing.export.zipkin.endpoint of service1"
						+ "; spans of service2 are missing too", spans().subList(0, 2)),
				arguments("Zipkin has none of its spans: check that the services report to this store"
						+ " (management.tracing.export.zipkin.endpoint)", List.of()),
				arguments("span id " + Answers.span("3") + " is there twice, from service1 CLIENT and from service2"
						+ " SERVER: one joined the other's span (management.tracing.brave.span-joining-supported), and"
						+ " stores tell such spans apart badly",
						with(Answers.span("a", "3", "2", "service2", "SERVER"))),
				arguments("the span of service2 is not below that of service1 but below " + Answers.span("1"),
						replaced(Answers.span("a", "4", "1", "service2", "SERVER"))),
				arguments("the span of service1 is not below that of service0 but has no parent",
						replaced(Answers.span("a", "2", null, "service1", "SERVER"))),
				arguments("its spans form no single tree, they have 2 roots",
						with(Answers.span("a", "8", null, "batch", "CLIENT"))),
				arguments(
						"span " + Answers.span("7") + ", the parent of " + Answers.span("8")
								+ " from batch CLIENT, is not in Zipkin: whatever made it does not report there",
						with(Answers.span("a", "8", "7", "batch", "CLIENT"))));
	}

	@Test
	void brokenWhereAHopWentByTheStaleSpanOfTheSameTrace() {
		Hop second = Answers.hop("service1", "a", "2",
				Answers.headers(Answers.traceparent("a", "9"), Answers.b3("a", "1")[0], Answers.b3("a", "1")[1]), null);
		Hop first = Answers.hop("service0", "a", "0", NONE,
				Answers.call(Answers.headers(Answers.b3("a", "1")), second));
		List<Span> spans = List.of(Answers.span("a", "9", null, "gateway", "CLIENT"),
				Answers.span("a", "0", "9", "service0", "SERVER"), Answers.span("a", "1", "0", "service0", "CLIENT"),
				Answers.span("a", "2", "9", "service1", "SERVER"));
		assertThat(Diagnosis.of(first, NONE, spans, STORE).sentence())
			.isEqualTo("Broken: service0 and service1 are in trace " + A + ", but the span of service1 is not below"
					+ " that of service0 but below " + Answers.span("9") + ", which arrived in traceparent: another"
					+ " header should come first in its management.tracing.propagation.consume.");
	}

	@Test
	void brokenWhereTheSpanOfAProxyIsMissing() {
		Map<String, List<String>> arrived = Answers.headers(Answers.b3("a", "7"));
		Hop only = Answers.hop("service0", "a", "0", arrived, null);
		assertThat(
				Diagnosis.of(only, NONE, List.of(Answers.span("a", "0", "7", "service0", "SERVER")), STORE).sentence())
			.isEqualTo("Broken: service0 is in trace " + A + ", but the proxy before service0 made span "
					+ Answers.span("7") + " but Zipkin does not have it: check the tracing provider of that proxy.");
	}

	@Test
	void brokenWhereTheSpanOfAProxyBetweenTwoHopsIsMissing() {
		Hop second = Answers.hop("service1", "a", "2", Answers.headers(Answers.b3("a", "7")), null);
		Hop first = Answers.hop("service0", "a", "0", NONE,
				Answers.call(Answers.headers(Answers.b3("a", "1")), second));
		List<Span> spans = List.of(Answers.span("a", "0", null, "service0", "SERVER"),
				Answers.span("a", "1", "0", "service0", "CLIENT"), Answers.span("a", "2", "7", "service1", "SERVER"));
		assertThat(Diagnosis.of(first, NONE, spans, STORE).sentence())
			.isEqualTo("Broken: service0 and service1 are in trace " + A + ", but the proxy before service1 made span "
					+ Answers.span("7") + " but Zipkin does not have it: check the tracing provider of that proxy.");
	}

	@Test
	void namesTheCallThatEndedTheChain() {
		Hop only = Answers.hop("service1", "a", "0", NONE, Answers.failed("Connection refused."));
		List<Span> spans = List.of(Answers.span("a", "0", null, "service1", "SERVER"));
		assertThat(Diagnosis.of(only, NONE, spans, STORE)).isEqualTo(new Diagnosis(Verdict.JOINED,
				"Joined: service1 is in trace " + A + ", and its tree of 1 span is whole; the call of service1 to"
						+ " http://service2/ failed (Connection refused), so nothing is known of what comes after it.",
				List.of()));
	}

	@Test
	void namesTheAnswerThatIsNoHop() {
		Call call = new Call("http://httpbin/", NONE, 200, Map.of(), 1, null, null, "<html>");
		Hop only = Answers.hop("service1", "a", "0", NONE, call);
		List<Span> spans = List.of(Answers.span("a", "0", null, "service1", "SERVER"));
		assertThat(Diagnosis.of(only, NONE, spans, STORE).sentence())
			.endsWith("; http://httpbin/ answered 200 to service1 with something that is no hop, so nothing is known of"
					+ " what comes after it.");
	}

	@ParameterizedTest
	@MethodSource
	void unknown(String reason, Hop hop) {
		assertThat(Diagnosis.of(hop, NONE, List.of(), STORE))
			.isEqualTo(new Diagnosis(Verdict.UNKNOWN, "Could not tell: " + reason + ".", List.of()));
	}

	static Stream<Arguments> unknown() {
		String notSampled = "service0 is in trace " + A + ", but it is not sampled, so there are no spans: ";
		return Stream.of(arguments(notSampled + "x-b3-sampled: 0 arrived at service0", unsampled("x-b3-sampled: 0")),
				arguments(notSampled + "traceparent with the flags 00 arrived at service0",
						unsampled("traceparent: 00-" + A + "-" + Answers.span("9") + "-00")),
				arguments(notSampled + "b3: " + A + "-" + Answers.span("9") + "-0 arrived at service0",
						unsampled("b3: " + A + "-" + Answers.span("9") + "-0")),
				arguments(notSampled + "service0 decided so itself (management.tracing.sampling.probability)",
						unsampled("x-b3-sampled: 1")),
				arguments(
						"nobody began a trace, because no trace header arrived at service0 and no hop makes spans"
								+ " (mesh.propagation.spans); send one, such as traceparent:"
								+ " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
						Answers.hop("service0", null, null, NONE, null)));
	}

	@Test
	void withoutStoreJoinedIsNotKnown() {
		assertThat(Diagnosis.withoutStore(chain(), NONE, "it is down"))
			.isEqualTo(new Diagnosis(Verdict.UNKNOWN,
					"Could not tell: service0, service1 and service2 are in trace " + A
							+ " by their own account, but the spans cannot be checked, because it is down.",
					List.of()));
	}

	@Test
	void withoutStoreABreakIsKnown() {
		Hop first = Answers.hop("service0", "a", "0", NONE, Answers.call(NONE, second(NONE)));
		assertThat(Diagnosis.withoutStore(first, NONE, "it is down").verdict()).isEqualTo(Verdict.BROKEN);
	}

	private static Hop second(Map<String, List<String>> arrived) {
		return Answers.hop("service1", "c", "2", arrived, null);
	}

	private static Hop unsampled(String header) {
		return Answers.unsampled(Answers.hop("service0", "a", "0", Answers.headers(header), null));
	}

	private static Hop chain() {
		Map<String, List<String>> toThird = Answers.headers(Answers.b3("a", "3"));
		Map<String, List<String>> toSecond = Answers.headers(Answers.b3("a", "1"));
		Hop third = Answers.hop("service2", "a", "4", toThird, null);
		Hop second = Answers.hop("service1", "a", "2", toSecond, Answers.call(toThird, third));
		return Answers.hop("service0", "a", "0", NONE, Answers.call(toSecond, second));
	}

	private static List<Span> spans() {
		return List.of(Answers.span("a", "0", null, "service0", "SERVER"),
				Answers.span("a", "1", "0", "service0", "CLIENT"), Answers.span("a", "2", "1", "service1", "SERVER"),
				Answers.span("a", "3", "2", "service1", "CLIENT"), Answers.span("a", "4", "3", "service2", "SERVER"));
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

}
