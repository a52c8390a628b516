package org.meshtrio.bench.leak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.bench.leak.UniqueRequest.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes requests with ids of which each holds a mark of this run and the request's
 * number, and finds ids of other requests in an answer by that mark.
 */
final class UniqueIds {

	private static final JsonMapper JSON = new JsonMapper();

	private static final int DIGITS = 16;

	/** 16 hex digits that nothing else has; the first is not 0, nor is a trace id's. */
	private final String mark = "%016x".formatted(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);

	/**
	 * A request.
	 * @param number its number
	 * @return the request
	 */
	UniqueRequest request(long number) {
		// Half a trace id of zeros is none.
		String span = "%016x".formatted(number | Long.MIN_VALUE);
		String id = this.mark + span;
		Kind kind = kind(number);
		Map<String, String> travelling = new LinkedHashMap<>(Map.of("end-user", "user-" + id));
		if (kind != Kind.FORWARD_OFF) {
			travelling.put("x-request-id", "request-" + id);
			travelling.put("sw8", "segment-" + id);
			travelling.put("x-datadog-origin", "origin-" + id);
		}
		Map<String, String> headers = new LinkedHashMap<>(travelling);
		headers.put("accept", "application/json");
		headers.put("x-stays-here", "here-" + id);
		// The parity chooses the chain.
		switch ((int) (number / 2 % 3)) {
			case 0 -> headers.put("traceparent", "00-" + id + "-" + span + "-01");
			case 1 -> headers.put("b3", id + "-" + span + "-1");
			default -> {
				headers.put("x-b3-traceid", id);
				headers.put("x-b3-spanid", span);
				headers.put("x-b3-sampled", "1");
			}
		}
		switch (kind) {
			case LAST_FAILS -> headers.put("trio-fault", "service2=503");
			case MIDDLE_FAILS -> headers.put("trio-fault", "service1=500");
			case LATE -> headers.put("trio-fault", "service2=delay 1500ms");
			case FORWARD_OFF -> headers.put("trio-forward", "off");
			default -> {
				// Nothing is asked for.
			}
		}
		return new UniqueRequest(number, kind, id, headers, travelling);
	}

	/** By lot, but the same for a number in each run. */
	private static Kind kind(long number) {
		long lot = (number * 0x9E3779B97F4A7C15L) >>> 57;
		return (lot < 80) ? Kind.PLAIN : (lot < 92) ? Kind.LAST_FAILS : (lot < 104) ? Kind.MIDDLE_FAILS
				: (lot < 105) ? Kind.LATE : (lot < 118) ? Kind.FORWARD_OFF : Kind.CANCELLED;
	}

	/**
	 * Checks an answer.
	 * @param request the request
	 * @param body its answer
	 * @return what was found
	 */
	Checked check(UniqueRequest request, String body) {
		List<String> mixUps = new ArrayList<>();
		for (int at = body.indexOf(this.mark); at >= 0; at = body.indexOf(this.mark, at + 1)) {
			if (!body.startsWith(request.traceId(), at)) {
				mixUps.add("request %d: its answer holds the id of another: %s".formatted(request.number(),
						body.substring(at, Math.min(body.length(), at + 2 * DIGITS))));
			}
		}
		int hops = 0;
		Call from = null;
		for (Hop hop = hop(body); hop != null; hop = (from != null) ? from.next() : null) {
			check(request, hop, from, mixUps);
			hops++;
			from = hop.call();
		}
		return new Checked(hops, mixUps);
	}

	private void check(UniqueRequest request, Hop hop, @Nullable Call from, List<String> mixUps) {
		String where = "request %d at %s: ".formatted(request.number(), hop.service());
		Map<String, List<String>> received = hop.received().headers();
		request.travelling().forEach((name, value) -> {
			if (!List.of(value).equals(received.get(name))) {
				mixUps.add("%s%s is %s and not %s".formatted(where, name, received.get(name), value));
			}
		});
		// With trio-forward: off, the hops behind the first are in traces of their own.
		if ((request.kind() != Kind.FORWARD_OFF || from == null) && !request.traceId().equals(hop.traceId())) {
			mixUps.add("%sthe trace is %s and not %s".formatted(where, hop.traceId(), request.traceId()));
		}
		if (from != null) {
			for (String name : List.of("x-b3-spanid", "traceparent", "b3")) {
				List<String> sent = from.requestHeaders().get(name);
				if (sent != null && !sent.equals(received.get(name))) {
					mixUps
						.add("%s%s was sent as %s and arrived as %s".formatted(where, name, sent, received.get(name)));
				}
			}
		}
	}

	private static @Nullable Hop hop(String body) {
		try {
			return JSON.readValue(body, Hop.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * What was found in an answer.
	 *
	 * @param hops how many hop records were checked
	 * @param mixUps each id that is not the request's, and each that is missing
	 */
	record Checked(int hops, List<String> mixUps) {

	}

}
