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
 * Creates requests whose ids contain a mark of this run and the request's number. By the
 * mark, it finds ids of other requests in an answer.
 */
final class UniqueIds {

	private static final JsonMapper JSON = new JsonMapper();

	private static final int DIGITS = 16;

	/** 16 hex digits that nothing else has. A trace id starts with it, so not with 0. */
	private final String mark = "%016x".formatted(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);

	/**
	 * Creates a request.
	 * @param number its number
	 * @return the request
	 */
	UniqueRequest request(long number) {
		// A span id of zeros is invalid, and so is half a trace id of zeros.
		String span = "%016x".formatted(number | Long.MIN_VALUE);
		String id = this.mark + span;
		Kind kind = kind(number);
		Map<String, String> forwarded = new LinkedHashMap<>(Map.of("end-user", "user-" + id));
		if (kind != Kind.FORWARD_OFF) {
			forwarded.put("x-request-id", "request-" + id);
			forwarded.put("sw8", "segment-" + id);
			forwarded.put("x-datadog-origin", "origin-" + id);
		}
		Map<String, String> headers = new LinkedHashMap<>(forwarded);
		headers.put("accept", "application/json");
		headers.put("x-stays-here", "here-" + id);
		// Even numbers go to one chain and odd ones to the other, so both get each
		// format.
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
				// These requests ask for nothing.
			}
		}
		return new UniqueRequest(number, kind, id, headers, forwarded);
	}

	/** Random, but the same for a number in each run. */
	private static Kind kind(long number) {
		long random = (number * 0x9E3779B97F4A7C15L) >>> 57;
		return (random < 80) ? Kind.PLAIN : (random < 92) ? Kind.LAST_FAILS : (random < 104) ? Kind.MIDDLE_FAILS
				: (random < 105) ? Kind.LATE : (random < 118) ? Kind.FORWARD_OFF : Kind.CANCELLED;
	}

	/**
	 * Checks an answer.
	 * @param request the request
	 * @param body its answer
	 * @return the findings
	 */
	Checked check(UniqueRequest request, String body) {
		List<String> mixUps = new ArrayList<>();
		for (int at = body.indexOf(this.mark); at >= 0; at = body.indexOf(this.mark, at + 1)) {
			if (!body.startsWith(request.traceId(), at)) {
				mixUps.add("request %d: its answer has the id of another: %s".formatted(request.number(),
						body.substring(at, Math.min(body.length(), at + 2 * DIGITS))));
			}
		}
		Hop first = hop(body);
		int hops = (first != null) ? checkTree(request, first, null, mixUps) : 0;
		return new Checked(hops, mixUps);
	}

	private int checkTree(UniqueRequest request, Hop hop, @Nullable Call from, List<String> mixUps) {
		check(request, hop, from, mixUps);
		int hops = 1;
		for (Call call : hop.calls()) {
			hops += (call.next() != null) ? checkTree(request, call.next(), call, mixUps) : 0;
		}
		return hops;
	}

	private void check(UniqueRequest request, Hop hop, @Nullable Call from, List<String> mixUps) {
		String where = "request %d at %s: ".formatted(request.number(), hop.service());
		Map<String, List<String>> received = hop.received().headers();
		request.forwarded().forEach((name, value) -> {
			if (!List.of(value).equals(received.get(name))) {
				mixUps.add("%s%s is %s and not %s".formatted(where, name, received.get(name), value));
			}
		});
		// With trio-forward: off, each hop after the first starts a new trace.
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
	 * The findings about an answer.
	 *
	 * @param hops the number of hop records that were checked
	 * @param mixUps each id that is not the request's, and each that is missing
	 */
	record Checked(int hops, List<String> mixUps) {

	}

}
