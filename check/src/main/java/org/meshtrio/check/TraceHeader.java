package org.meshtrio.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A header that carries a trace id, as it was sent or arrived.
 *
 * @param name the header's name, in lower case
 * @param value its value
 * @param traceId the trace in canonical form, or {@code null} where the value is
 * malformed
 * @param spanId the calling span in canonical form, or {@code null} where there is none
 */
public record TraceHeader(String name, String value, @Nullable String traceId, @Nullable String spanId) {

	/** The headers that carry a trace id, for sentences. */
	static final String NAMES = "traceparent, b3, x-b3-traceid";

	private static final Pattern TRACEPARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

	private static final Pattern B3 = Pattern.compile("([0-9a-fA-F]{16}|[0-9a-fA-F]{32})-([0-9a-fA-F]{16})(-.*)?");

	private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{16}|[0-9a-fA-F]{32}");

	private static final Pattern SPAN_ID = Pattern.compile("[0-9a-fA-F]{16}");

	/** {@code b3} may carry a sampling decision alone, and that is no trace id. */
	private static final Pattern B3_DECISION = Pattern.compile("[01d]");

	/**
	 * The trace ids among headers.
	 * @param headers the headers by lower-case name
	 * @return those that carry a trace id, well-formed or not, none where there is none
	 */
	public static List<TraceHeader> in(Map<String, List<String>> headers) {
		List<TraceHeader> found = new ArrayList<>();
		for (String value : headers.getOrDefault("traceparent", List.of())) {
			found.add(parse("traceparent", value, TRACEPARENT));
		}
		for (String value : headers.getOrDefault("b3", List.of())) {
			if (!B3_DECISION.matcher(value).matches()) {
				found.add(parse("b3", value, B3));
			}
		}
		String span = first(headers, "x-b3-spanid");
		for (String value : headers.getOrDefault("x-b3-traceid", List.of())) {
			String traceId = TRACE_ID.matcher(value).matches() ? nonZero(Ids.trace(value)) : null;
			String spanId = (span != null && SPAN_ID.matcher(span).matches()) ? nonZero(Ids.span(span)) : null;
			// A tracer takes the one without the other for malformed.
			found.add((traceId != null && spanId == null)
					? new TraceHeader("x-b3-traceid", value + " without a valid x-b3-spanid", null, null)
					: new TraceHeader("x-b3-traceid", value, traceId, spanId));
		}
		found.sort(Comparator.comparing(TraceHeader::name));
		return found;
	}

	/**
	 * The decision against sampling among headers.
	 * @param headers the headers by lower-case name
	 * @return the header that says so, as {@code x-b3-sampled: 0}, or {@code null}
	 */
	public static @Nullable String unsampled(Map<String, List<String>> headers) {
		String sampled = first(headers, "x-b3-sampled");
		if (sampled != null && (sampled.equals("0") || sampled.equalsIgnoreCase("false"))) {
			return "x-b3-sampled: " + sampled;
		}
		String b3 = first(headers, "b3");
		if (b3 != null && (b3.equals("0") || b3.matches("[0-9a-fA-F]+-[0-9a-fA-F]+-0(-.*)?"))) {
			return "b3: " + b3;
		}
		String traceparent = first(headers, "traceparent");
		if (traceparent != null && TRACEPARENT.matcher(traceparent).matches()
				&& (Integer.parseInt(traceparent.substring(53, 55), 16) & 1) == 0) {
			return "traceparent with the flags " + traceparent.substring(53, 55);
		}
		return null;
	}

	/**
	 * Whether a header carries a trace.
	 * @param trace the trace in canonical form, or {@code null} for none
	 * @return whether it is this one
	 */
	public boolean carries(@Nullable String trace) {
		return trace != null && Objects.equals(this.traceId, trace);
	}

	private static TraceHeader parse(String name, String value, Pattern pattern) {
		Matcher matcher = pattern.matcher(value);
		if (!matcher.matches()) {
			return new TraceHeader(name, value, null, null);
		}
		String traceId = nonZero(Ids.trace(matcher.group(1)));
		String spanId = nonZero(Ids.span(matcher.group(2)));
		return new TraceHeader(name, value, (spanId != null) ? traceId : null, spanId);
	}

	private static @Nullable String nonZero(String id) {
		return id.chars().allMatch((c) -> c == '0') ? null : id;
	}

	private static @Nullable String first(Map<String, List<String>> headers, String name) {
		List<String> values = headers.getOrDefault(name, List.of());
		return values.isEmpty() ? null : values.get(0);
	}

}
