package org.meshtrio.trace.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;

/**
 * Answers of a chain, for tests. Ids are one character long and stand for a whole id.
 */
public final class Answers {

	private Answers() {
	}

	public static String trace(String letter) {
		return letter.repeat(32);
	}

	public static String span(String letter) {
		return letter.repeat(16);
	}

	public static String traceparent(String trace, String span) {
		return "traceparent: 00-" + trace(trace) + "-" + span(span) + "-01";
	}

	public static String[] b3(String trace, String span) {
		return new String[] { "x-b3-traceid: " + trace(trace), "x-b3-spanid: " + span(span), "x-b3-sampled: 1" };
	}

	public static Map<String, List<String>> headers(String... lines) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String line : lines) {
			String[] parts = line.split(": ", 2);
			headers.put(parts[0], List.of(parts[1]));
		}
		return headers;
	}

	public static Hop hop(String service, @Nullable String trace, @Nullable String span,
			Map<String, List<String>> arrived, Call... calls) {
		return new Hop(service, "v1", null, null, 200, "", new Received("GET", "/", arrived),
				(trace != null) ? trace(trace) : null, (span != null) ? span(span) : null,
				(trace != null) ? true : null, 1, List.of(calls));
	}

	public static Hop unsampled(Hop hop) {
		return new Hop(hop.service(), hop.version(), null, null, 200, "", hop.received(), hop.traceId(), hop.spanId(),
				false, 1, hop.calls());
	}

	public static Call call(Map<String, List<String>> sent, Hop next) {
		return new Call("http://" + next.service() + "/", sent, 200, Map.of(), 1, null, next, null);
	}

	public static Call failed(String error) {
		return new Call("http://service2/", Map.of(), null, Map.of(), 1, error, null, null);
	}

	public static Span span(String trace, String id, @Nullable String parent, String service, String kind) {
		return new Span(trace(trace), span(id), (parent != null) ? span(parent) : null, service, "get", kind, 1, 1,
				Map.of());
	}

}
