package org.meshtrio.check.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.meshtrio.check.probe.Ids;
import org.meshtrio.check.probe.Line;
import org.meshtrio.check.probe.Probe;
import org.meshtrio.check.probe.Probes;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.verdict.Evidence;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.check.verdict.Observation;
import org.meshtrio.check.verdict.Verdict;
import org.meshtrio.check.verdict.Verdict.Reason;
import org.meshtrio.headers.HeaderGroup;
import org.meshtrio.headers.PropagatedHeader;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Headers that the service copies, and those that it doesn't.
 */
public final class HeaderCases {

	private static final String REQUEST_ID = PropagatedHeader.X_REQUEST_ID.pattern();

	private static final String BAGGAGE = PropagatedHeader.BAGGAGE.pattern();

	private static final Probe WITH_BAGGAGE = Probe.get("baggage",
			(ids) -> with(ids, new Line(BAGGAGE, "one=" + ids.mark() + ",two=x;p=1")));

	private static final Probe TWO_LINES = Probe.get("two baggage lines",
			(ids) -> with(ids, new Line(BAGGAGE, "one=" + ids.mark()), new Line(BAGGAGE, "two=x")));

	private static final Probe VENDORS = group("the headers of other vendors", HeaderGroup.VENDOR_TRACE);

	private static final Probe ROUTING = Probe.get("end-user and user-agent",
			(ids) -> with(ids, new Line(PropagatedHeader.END_USER.pattern(), ids.mark()),
					new Line(PropagatedHeader.USER_AGENT.pattern(), ids.mark())));

	/** The check adds the headers that the command line names. */
	public static final Probe NAMED = Probe.get("the headers that --expect names", HeaderCases::with);

	private static final Probe EMPTY = Probe.get("empty values",
			(ids) -> with(ids, new Line(TraceHeaders.B3, ""), new Line(TraceHeaders.TRACESTATE, ""),
					new Line(BAGGAGE, ""), new Line(PropagatedHeader.END_USER.pattern(), "")));

	/** The others of the group can't be sent by an HTTP client, or never arrive. */
	private static final Probe HOP_BY_HOP = Probe.get("hop-by-hop headers",
			(ids) -> with(ids, new Line("keep-alive", "timeout=" + ids.mark()),
					new Line("te", "trailers, " + ids.mark()), new Line("trailer", ids.mark())));

	private static final Probe PROXY = Probe.get("the headers of a proxy",
			(ids) -> with(ids, new Line("x-envoy-attempt-count", ids.mark()),
					new Line("x-envoy-expected-rq-timeout-ms", ids.mark()),
					new Line("x-envoy-upstream-rq-timeout-ms", ids.mark()),
					new Line("x-forwarded-client-cert", ids.mark()), new Line("x-forwarded-prefix", "/" + ids.mark())));

	private static final Probe CREDENTIALS = group("credentials", HeaderGroup.CREDENTIAL);

	private static final Probe EVERYTHING = Probe
		.get("every trace header",
				(ids) -> with(ids, Stream
					.concat(Probes.lines(ids.context().b3()).stream(), Stream.of(new Line(REQUEST_ID, ids.requestId())))
					.toArray(Line[]::new)));

	private HeaderCases() {
	}

	static Map<Rule, Case> cases() {
		return Map.ofEntries(Map.entry(Rule.BAGGAGE_KEPT, Case.of(WITH_BAGGAGE, Judge.best(HeaderCases::baggage))),
				Map.entry(Rule.LINES_KEPT, Case.of(TWO_LINES, Judge.best(HeaderCases::baggage))),
				Map.entry(Rule.REQUEST_ID_KEPT,
						Case.of(Probes.BOTH, Judge.best((sent, seen) -> kept(Set.of(REQUEST_ID), sent, seen)))),
				Map.entry(Rule.VENDOR_HEADERS_KEPT,
						Case.of(VENDORS,
								Judge.best((sent, seen) -> kept(in(HeaderGroup.VENDOR_TRACE, sent), sent, seen)))),
				Map.entry(Rule.ROUTING_HEADERS_KEPT,
						Case.of(ROUTING, Judge.best((sent, seen) -> kept(in(HeaderGroup.ROUTING, sent), sent, seen)))),
				Map.entry(Rule.NAMED_HEADERS_KEPT, HeaderCases::named),
				Map.entry(Rule.EMPTY_NOT_SENT, Case.of(EMPTY, Judge.any((sent, seen) -> empty(seen)))),
				Map.entry(Rule.NO_HEADER_TWICE, Case.of(EVERYTHING, Judge.any((sent, seen) -> twice(seen)))),
				Map.entry(Rule.HOP_BY_HOP_NOT_SENT, Case.of(HOP_BY_HOP, Judge.any(HeaderCases::marked))),
				Map.entry(Rule.PROXY_HEADERS_NOT_SENT, Case.of(PROXY, Judge.any(HeaderCases::marked))),
				Map.entry(Rule.CREDENTIALS_NOT_SENT, HeaderCases::credentials));
	}

	/** Each header of a group, with a value that only this request has. */
	private static Probe group(String name, HeaderGroup group) {
		return Probe.get(name,
				(ids) -> with(ids,
						Stream.of(PropagatedHeader.values())
							.filter((header) -> header.group() == group)
							.map((header) -> new Line(header.pattern().replace("*", "tags"), value(header, ids)))
							.toArray(Line[]::new)));
	}

	private static String value(PropagatedHeader header, Ids ids) {
		return switch (header) {
			case AUTHORIZATION -> "Bearer " + ids.mark();
			case COOKIE -> "check=" + ids.mark();
			default -> ids.mark();
		};
	}

	private static List<Line> with(Ids ids, Line... lines) {
		List<Line> all = new ArrayList<>(Probes.both(ids, "1"));
		all.addAll(List.of(lines));
		return all;
	}

	private static Set<String> in(HeaderGroup group, SentRequest sent) {
		return Set.copyOf(sent.headers()
			.byName()
			.keySet()
			.stream()
			.filter((name) -> PropagatedHeader.of(name).filter((known) -> known.group() == group).isPresent())
			.toList());
	}

	private static Stream<Fault> kept(Set<String> names, SentRequest sent, Headers seen) {
		return names.stream().sorted().flatMap((name) -> {
			List<String> missing = new ArrayList<>(sent.headers().values(name));
			missing.removeAll(seen.values(name));
			return missing.isEmpty() ? Stream.empty() : Stream.of(new Fault.Lost(name, missing));
		});
	}

	/** A tracer may write the header again, with other members and other white space. */
	private static Stream<Fault> baggage(SentRequest sent, Headers seen) {
		List<String> missing = new ArrayList<>(members(sent.headers()));
		missing.removeAll(members(seen));
		return missing.isEmpty() ? Stream.empty() : Stream.of(new Fault.Lost(BAGGAGE, missing));
	}

	private static List<String> members(Headers headers) {
		return headers.values(BAGGAGE)
			.stream()
			.flatMap((line) -> Stream.of(line.split(",")))
			.map((member) -> member.replaceAll("\\s", ""))
			.toList();
	}

	private static Verdict named(Evidence evidence) {
		Set<String> names = evidence.expected();
		return names.isEmpty() ? new Verdict.NotJudged(Reason.Simple.NONE_NAMED)
				: Case.of(NAMED, Judge.best((sent, seen) -> kept(names, sent, seen))).judge(evidence);
	}

	private static Stream<Fault> empty(Headers seen) {
		return seen.byName()
			.entrySet()
			.stream()
			.filter((header) -> PropagatedHeader.of(header.getKey())
				.filter((known) -> known.group() != HeaderGroup.NEVER)
				.isPresent())
			.filter((header) -> header.getValue().stream().anyMatch(String::isBlank))
			.map((header) -> new Fault.Leaked(header.getKey(), ""));
	}

	private static Stream<Fault> twice(Headers seen) {
		return Stream.concat(TraceHeaders.NAMES.stream(), Stream.of(REQUEST_ID))
			.filter((name) -> !name.equals(TraceHeaders.TRACESTATE) && seen.values(name).size() > 1)
			.sorted()
			.map((name) -> new Fault.Twice(name, seen.values(name)));
	}

	/** Only the headers of the probe have its mark. */
	private static Stream<Fault> marked(SentRequest sent, Headers seen) {
		return seen.byName()
			.entrySet()
			.stream()
			.flatMap((header) -> header.getValue()
				.stream()
				.filter((value) -> value.contains(sent.ids().mark()))
				.map((value) -> new Fault.Leaked(header.getKey(), value)));
	}

	private static Verdict credentials(Evidence evidence) {
		if (evidence.credentialsAllowed()) {
			return new Verdict.NotJudged(Reason.Simple.CREDENTIALS_ALLOWED);
		}
		Observation observation = evidence.of(CREDENTIALS);
		if (observation.all().isEmpty()) {
			return new Verdict.NotJudged(new Reason.Refused(CREDENTIALS.method(), observation.status()));
		}
		return Verdict.of(Judge.any(HeaderCases::marked).breaches(observation));
	}

}
