package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.tracecontext.SamplingDecision;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * A header that carries a trace id, as it was sent or received.
 *
 * @param name the header's name, in lower case
 * @param values its values, at least one
 * @param traceId the trace in canonical form, or {@code null} if there is a defect
 * @param spanId the calling span in canonical form, or {@code null} if there is a defect
 * @param defect why the header doesn't count, or {@code null} if it does
 */
public record TraceHeader(String name, List<String> values, @Nullable String traceId, @Nullable String spanId,
		@Nullable Defect defect) {

	/** The order in which headers are listed. */
	private static final List<TraceFormat> FORMATS = List.of(TraceFormat.B3, TraceFormat.W3C, TraceFormat.B3_MULTI);

	/**
	 * The trace ids among headers, read as the starter reads them.
	 * @param headers the headers
	 * @return those that carry a trace id, well-formed or not, empty if there are none
	 */
	public static List<TraceHeader> in(Headers headers) {
		List<TraceHeader> found = new ArrayList<>();
		for (TraceFormat format : FORMATS) {
			List<String> values = values(format.idHeader(), headers);
			// A sampling decision alone isn't a trace id.
			if (!values.isEmpty() && !(format == TraceFormat.B3 && format.decision(headers::values) != null)) {
				found.add(read(format, values, headers));
			}
		}
		return found;
	}

	/**
	 * The decision against sampling among headers.
	 * @param headers the headers
	 * @return the header that says so, or {@code null}
	 */
	public static @Nullable SamplingHeader unsampled(Headers headers) {
		for (TraceFormat format : List.of(TraceFormat.B3_MULTI, TraceFormat.B3, TraceFormat.W3C)) {
			TraceContext context = format.context(headers::values);
			SamplingDecision decision = (context != null) ? context.decision() : format.decision(headers::values);
			if (decision == SamplingDecision.NOT_SAMPLED) {
				String name = format.decisionHeader();
				return new SamplingHeader(name, values(name, headers).get(0));
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

	private static TraceHeader read(TraceFormat format, List<String> values, Headers headers) {
		String name = format.idHeader();
		TraceContext context = format.context(headers::values);
		if (context != null) {
			return new TraceHeader(name, values, Ids.trace(context.traceId()), Ids.span(context.spanId()), null);
		}
		if (format == TraceFormat.W3C && values.size() > 1) {
			return new TraceHeader(name, values, null, null, Defect.SEVERAL_VALUES);
		}
		boolean onlyTheSpanIsMissing = format == TraceFormat.B3_MULTI
				&& format.context(headers.with(TraceHeaders.B3_SPAN_ID, "1")::values) != null;
		return new TraceHeader(name, values, null, null, onlyTheSpanIsMissing ? Defect.NO_SPAN_ID : Defect.MALFORMED);
	}

	private static List<String> values(String name, Headers headers) {
		return headers.values(name).stream().filter((value) -> !value.isBlank()).toList();
	}

	/**
	 * Why a header doesn't count.
	 */
	public enum Defect {

		/** The value doesn't follow the header's grammar. */
		MALFORMED,

		/** The {@code x-b3-traceid} is good, but {@code x-b3-spanid} isn't. */
		NO_SPAN_ID,

		/** There is more than one {@code traceparent}, so none of them counts. */
		SEVERAL_VALUES

	}

}
