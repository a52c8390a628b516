package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

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
	public static final String NAMES = "traceparent, b3, x-b3-traceid";

	/**
	 * The trace ids among headers, read as the starter reads them.
	 * @param headers the headers by lower-case name
	 * @return those that carry a trace id, well-formed or not, none where there is none
	 */
	public static List<TraceHeader> in(Map<String, List<String>> headers) {
		Function<String, List<String>> lines = (name) -> headers.getOrDefault(name, List.of());
		List<TraceHeader> found = new ArrayList<>();
		for (TraceFormat format : List.of(TraceFormat.B3, TraceFormat.W3C, TraceFormat.B3_MULTI)) {
			String name = name(format);
			List<String> values = values(name, headers);
			// A sampling decision alone is no trace id.
			if (!values.isEmpty() && !(format == TraceFormat.B3 && format.decision(lines) != null)) {
				found.add(read(format, name, values, lines));
			}
		}
		return found;
	}

	/**
	 * The decision against sampling among headers.
	 * @param headers the headers by lower-case name
	 * @return the header that says so, as {@code x-b3-sampled: 0}, or {@code null}
	 */
	public static @Nullable String unsampled(Map<String, List<String>> headers) {
		Function<String, List<String>> lines = (name) -> headers.getOrDefault(name, List.of());
		for (TraceFormat format : List.of(TraceFormat.B3_MULTI, TraceFormat.B3, TraceFormat.W3C)) {
			TraceContext context = format.context(lines);
			SamplingDecision decision = (context != null) ? context.decision() : format.decision(lines);
			if (decision == SamplingDecision.NOT_SAMPLED) {
				return switch (format) {
					case B3_MULTI -> "x-b3-sampled: " + values(TraceHeaders.B3_SAMPLED, headers).get(0);
					case B3 -> "b3: " + values(TraceHeaders.B3, headers).get(0);
					case W3C -> "traceparent with the flags "
							+ values(TraceHeaders.TRACEPARENT, headers).get(0).strip().substring(53, 55);
				};
			}
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

	private static TraceHeader read(TraceFormat format, String name, List<String> values,
			Function<String, List<String>> lines) {
		TraceContext context = format.context(lines);
		if (context != null) {
			return new TraceHeader(name, values.get(0), Ids.trace(context.traceId()), Ids.span(context.spanId()));
		}
		if (format == TraceFormat.W3C && values.size() > 1) {
			return new TraceHeader(name, String.join(" and ", values) + ", of which neither counts", null, null);
		}
		boolean onlyTheSpanIsMissing = format == TraceFormat.B3_MULTI && format
			.context((header) -> header.equals(TraceHeaders.B3_SPAN_ID) ? List.of("1") : lines.apply(header)) != null;
		return new TraceHeader(name, values.get(0) + (onlyTheSpanIsMissing ? " without a valid x-b3-spanid" : ""), null,
				null);
	}

	private static String name(TraceFormat format) {
		return switch (format) {
			case W3C -> TraceHeaders.TRACEPARENT;
			case B3 -> TraceHeaders.B3;
			case B3_MULTI -> TraceHeaders.B3_TRACE_ID;
		};
	}

	private static List<String> values(String name, Map<String, List<String>> headers) {
		return headers.getOrDefault(name, List.of()).stream().filter((value) -> !value.isBlank()).toList();
	}

}
