package org.meshtrio.check.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * The header tracestate.
 */
final class TracestateCases {

	private static final int MOST_MEMBERS = 32;

	private static final String KEY_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";

	/**
	 * Those from 0x20 to 0x7E without the comma and the equals sign; no space at the end.
	 */
	private static final String VALUE_CHARACTERS = IntStream.rangeClosed(' ', '~')
		.filter((c) -> c != ',' && c != '=')
		.mapToObj(Character::toString)
		.collect(Collectors.joining());

	private static final Probe ONE = probe(TraceHeaders.TRACESTATE, (ids) -> List.of("one=" + ids.mark()));

	private static final Probe THREE = probe("tracestate with three members",
			(ids) -> List.of("c3=" + ids.mark() + ",a1=x,b2=y"));

	private static final Probe LINES = probe("two tracestate lines",
			(ids) -> List.of("c3=" + ids.mark() + ",a1=x", "b2=y"));

	private static final Probe MANY = probe("tracestate with 32 members", (ids) -> List.of(members(MOST_MEMBERS)));

	/** Three members of 170 characters and two commas. */
	private static final Probe LONG = probe("tracestate of 512 characters",
			(ids) -> List.of(Stream.of("a", "b", "c")
				.map((key) -> key + "=" + ids.mark() + "x".repeat(147))
				.reduce((a, b) -> a + "," + b)
				.orElseThrow()));

	static final List<Probe> MALFORMED = List.of(probe("tracestate without a value", (ids) -> List.of("one")),
			probe("tracestate without a key", (ids) -> List.of("=" + ids.mark())),
			probe("tracestate with a key that begins with @", (ids) -> List.of("@one=" + ids.mark())),
			probe("tracestate with an illegal key", (ids) -> List.of("o ne=" + ids.mark())),
			probe("tracestate with a key of 257 characters", (ids) -> List.of("k".repeat(257) + "=v")),
			probe("tracestate with an illegal value", (ids) -> List.of("one=a=" + ids.mark())));

	private static final List<Probe> SYNTAX = List.of(
			probe("tracestate with white space", (ids) -> List.of("c3=" + ids.mark() + " \t , \t a1=x")),
			probe("tracestate with every legal character", (ids) -> List.of(KEY_CHARACTERS + "=" + VALUE_CHARACTERS)),
			probe("tracestate with @ in a key", (ids) -> List.of("tenant@vendor=x")),
			probe("tracestate with a key of 256 characters", (ids) -> List.of("k".repeat(256) + "=v")),
			Probe.get("TraceState", (ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01")),
					new Line("TraceState", "one=" + ids.mark()))));

	/** Level 1 allows neither, and level 2 the first. */
	private static final List<Probe> LENIENT = List.of(
			probe("tracestate with several @ in a key", (ids) -> List.of("two@at@signs=y")),
			probe("tracestate with a key twice", (ids) -> List.of("one=x,one=x")));

	private static final List<Probe> DISCARDED = Stream
		.concat(MALFORMED.stream(),
				Stream.of(probe("tracestate with 33 members", (ids) -> List.of(members(MOST_MEMBERS + 1)))))
		.toList();

	private static final List<Probe> ALONE = List.of(
			Probe.get("tracestate without traceparent",
					(ids) -> List.of(new Line(TraceHeaders.TRACESTATE, "one=" + ids.mark()))),
			Probe.get("tracestate with a malformed traceparent",
					(ids) -> List.of(new Line(TraceHeaders.TRACEPARENT, "00-" + ids.traceId()),
							new Line(TraceHeaders.TRACESTATE, "one=" + ids.mark()))));

	private TracestateCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.of(Rule.TRACESTATE_KEPT, Case.of(ONE, kept(0)), //
				Rule.TRACESTATE_ORDER, Case.of(THREE, Judge.best(TracestateCases::ordered)), //
				Rule.TRACESTATE_LINES, Case.of(LINES, kept(0)), //
				Rule.TRACESTATE_32_MEMBERS, Case.of(MANY, kept(1)), //
				Rule.TRACESTATE_512_CHARACTERS, Case.of(LONG, kept(0)), //
				Rule.TRACESTATE_SYNTAX, Case.each(SYNTAX, kept(0)), //
				Rule.TRACESTATE_LENIENT, Case.each(LENIENT, kept(0)), //
				Rule.TRACESTATE_MALFORMED_DROPPED, Case.each(DISCARDED, Judge.any((sent, seen) -> malformed(seen))), //
				Rule.TRACESTATE_NO_HARM, (evidence) -> {
					Verdict statuses = MalformedCases.statuses(MALFORMED, evidence);
					return (statuses instanceof Verdict.Failed) ? statuses
							: Case.each(MALFORMED, ContextCases.continued(Contexts.W3C)).judge(evidence);
				}, //
				Rule.TRACESTATE_NOT_ALONE, Case.each(ALONE, Judge.any(TracestateCases::alone)));
	}

	private static String members(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "m" + i + "=v").collect(Collectors.joining(","));
	}

	private static Probe probe(String name, Function<Ids, List<String>> values) {
		return Probe.get(name, (ids) -> {
			List<Line> lines = new ArrayList<>();
			lines.add(new Line(TraceHeaders.TRACEPARENT, ids.traceparent("01")));
			values.apply(ids).forEach((value) -> lines.add(new Line(TraceHeaders.TRACESTATE, value)));
			return lines;
		});
	}

	private static Judge kept(int mayBeLost) {
		return Judge.best((sent, seen) -> {
			List<String> left = members(seen);
			List<String> missing = members(sent.headers()).stream().filter((member) -> !left.contains(member)).toList();
			return (missing.size() > mayBeLost) ? Stream.of(new Fault.Lost(TraceHeaders.TRACESTATE, missing))
					: Stream.empty();
		});
	}

	private static Stream<Fault> ordered(SentRequest sent, Headers seen) {
		List<String> expected = members(sent.headers());
		List<String> left = members(seen).stream().filter(expected::contains).toList();
		return left.equals(expected) ? Stream.empty()
				: Stream.of(new Fault.Reordered(TraceHeaders.TRACESTATE, expected, left));
	}

	/** A tracer may add a member, and the whole must be well-formed then. */
	private static Stream<Fault> malformed(Headers seen) {
		List<String> values = seen.values(TraceHeaders.TRACESTATE);
		boolean good = values.stream().allMatch(String::isBlank) || Contexts.tracestate(seen) != null;
		return good ? Stream.empty() : Stream.of(new Fault.Malformed(TraceHeaders.TRACESTATE, values));
	}

	/** A value that arrived may leave only with the caller's trace. */
	private static Stream<Fault> alone(SentRequest sent, Headers seen) {
		boolean itsTrace = TraceHeader.in(seen).stream().anyMatch((header) -> header.carries(sent.ids().traceId()));
		return itsTrace ? Stream.empty()
				: seen.values(TraceHeaders.TRACESTATE)
					.stream()
					.filter((value) -> value.contains(sent.ids().mark()))
					.map((value) -> new Fault.Leaked(TraceHeaders.TRACESTATE, value));
	}

	/** Of a well-formed header in its trace; otherwise it has none that count. */
	private static List<String> members(Headers headers) {
		List<String> members = Contexts.tracestate(headers);
		return (members != null) ? members : List.of();
	}

}
