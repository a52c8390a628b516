package org.meshtrio.trace.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.meshtrio.trace.model.SamplingHeader;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.text.Text;
import org.meshtrio.tracecontext.TraceHeaders;

/**
 * Trace headers as parts of sentences.
 */
public final class HeaderText {

	/** The headers that carry a trace id. */
	static final String ALL = "traceparent, b3, x-b3-traceid";

	private static final Map<String, String> FORMATS = Map.of(TraceHeaders.TRACEPARENT, "W3C", TraceHeaders.B3, "B3",
			TraceHeaders.B3_TRACE_ID, "B3_MULTI");

	private HeaderText() {
	}

	/**
	 * A decision about sampling.
	 * @param header the header
	 * @return such as {@code x-b3-sampled: 0} or {@code traceparent with the flags 00}
	 */
	public static String decision(SamplingHeader header) {
		if (!header.name().equals(TraceHeaders.TRACEPARENT)) {
			return header.name() + ": " + Text.safe(header.value());
		}
		// The flags are the last part of a version that is two digits, as are the ids.
		return header.name() + " with the flags " + Text.safe(header.value().strip().substring(53, 55));
	}

	/** Such as {@code b3 and traceparent}. */
	static String names(List<TraceHeader> headers) {
		return Text.list(headers.stream().map(TraceHeader::name).distinct().toList());
	}

	/** The headers' formats, as Spring Boot's settings have them: {@code B3 and W3C}. */
	static String formats(List<TraceHeader> headers) {
		return Text.list(headers.stream().map(TraceHeader::name).distinct().map(FORMATS::get).toList());
	}

	/**
	 * Such as {@code trace 4bf9… in b3 and traceparent and trace 0af7… in x-b3-traceid}.
	 */
	static String traces(List<TraceHeader> headers) {
		return Text.list(headers.stream()
			.map(TraceHeader::traceId)
			.filter(Objects::nonNull)
			.distinct()
			.map((trace) -> "trace " + trace + " in "
					+ names(headers.stream().filter((header) -> header.carries(trace)).toList()))
			.toList());
	}

	/** Such as {@code a malformed trace header}. */
	static String malformed(List<TraceHeader> headers) {
		return (headers.size() == 1) ? "a malformed trace header" : "malformed trace headers";
	}

	/**
	 * The values that don't count, such as {@code (b3: xyz; traceparent: 00-xyz)} after a
	 * space, or an empty text.
	 */
	static String defects(List<TraceHeader> headers) {
		List<String> defects = headers.stream()
			.filter((header) -> header.defect() != null)
			.map((header) -> header.name() + ": " + Text.safe(defect(header)))
			.toList();
		return defects.isEmpty() ? "" : " (" + String.join("; ", defects) + ")";
	}

	private static String defect(TraceHeader header) {
		if (header.defect() == TraceHeader.Defect.NO_SPAN_ID) {
			return header.values().get(0) + " without a valid x-b3-spanid";
		}
		return (header.defect() == TraceHeader.Defect.SEVERAL_VALUES)
				? String.join(" and ", header.values()) + ", so none of them counts" : header.values().get(0);
	}

}
