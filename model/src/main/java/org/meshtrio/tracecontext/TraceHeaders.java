package org.meshtrio.tracecontext;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The names of the headers that carry a trace context, in lower case.
 */
public final class TraceHeaders {

	/** W3C Trace Context: version, trace id, id of the calling span, flags. */
	public static final String TRACEPARENT = "traceparent";

	/** W3C Trace Context: vendor data of the trace. */
	public static final String TRACESTATE = "tracestate";

	/** B3 in one header. */
	public static final String B3 = "b3";

	/** B3 in several headers: the trace id. */
	public static final String B3_TRACE_ID = "x-b3-traceid";

	/** B3 in several headers: the id of the calling span. */
	public static final String B3_SPAN_ID = "x-b3-spanid";

	/** B3 in several headers: the id of the calling span's parent. */
	public static final String B3_PARENT_SPAN_ID = "x-b3-parentspanid";

	/** B3 in several headers: the sampling decision. */
	public static final String B3_SAMPLED = "x-b3-sampled";

	/** B3 in several headers: the debug flag. */
	public static final String B3_FLAGS = "x-b3-flags";

	/** All of these names. */
	public static final Set<String> NAMES = Set.of(TRACEPARENT, TRACESTATE, B3, B3_TRACE_ID, B3_SPAN_ID,
			B3_PARENT_SPAN_ID, B3_SAMPLED, B3_FLAGS);

	/** Those of W3C Trace Context. The others are of B3. */
	public static final Set<String> W3C_NAMES = Set.of(TRACEPARENT, TRACESTATE);

	private TraceHeaders() {
	}

	/** The lines that aren't blank, without white space around them. */
	static List<String> lines(String name, Function<String, List<String>> headers) {
		List<String> lines = new ArrayList<>(1);
		for (String line : headers.apply(name)) {
			String trimmed = trim(line);
			if (!trimmed.isEmpty()) {
				lines.add(trimmed);
			}
		}
		return lines;
	}

	/** The first line that isn't blank, which is the one that the tracers read. */
	static @Nullable String first(String name, Function<String, List<String>> headers) {
		for (String line : headers.apply(name)) {
			String trimmed = trim(line);
			if (!trimmed.isEmpty()) {
				return trimmed;
			}
		}
		return null;
	}

	/**
	 * Removes optional white space (RFC 9110, 5.6.3) from both ends: spaces and tabs, but
	 * not the control characters that {@link String#trim} removes, too.
	 */
	static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isOptionalWhiteSpace(text.charAt(start))) {
			start++;
		}
		while (end > start && isOptionalWhiteSpace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isOptionalWhiteSpace(char c) {
		return c == ' ' || c == '\t';
	}

}
