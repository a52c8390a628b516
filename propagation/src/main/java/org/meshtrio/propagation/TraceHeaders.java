package org.meshtrio.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;

/**
 * The trace context of a request in each of its formats, read as strictly as the tracers
 * read it: a value that they would throw away is not handed on either.
 *
 * <p>
 * Sources: <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace
 * Context, 3.2</a> and <a href="https://github.com/openzipkin/b3-propagation">B3</a>.
 */
final class TraceHeaders {

	private static final String TRACE_ID_16_OR_32 = "(?!0+(?:-|$))(?:[0-9a-f]{16}|[0-9a-f]{32})";

	private static final String SPAN_ID = "(?!0{16})[0-9a-f]{16}";

	/** Version 00 has four fields; a later one may have more behind them. */
	private static final Pattern TRACEPARENT = Pattern.compile("(?!ff)(?:00-(?!0{32})[0-9a-f]{32}-" + SPAN_ID
			+ "-[0-9a-f]{2}|(?!00)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-" + SPAN_ID + "-[0-9a-f]{2}(?:-.*)?)");

	/** Ids with an optional decision and parent, or a decision alone. */
	private static final Pattern B3 = Pattern
		.compile(TRACE_ID_16_OR_32 + "-" + SPAN_ID + "(?:-[01d](?:-[0-9a-f]{16})?)?|[01d]");

	private static final Pattern TRACE_ID = Pattern.compile(TRACE_ID_16_OR_32);

	private static final Pattern ID = Pattern.compile(SPAN_ID);

	/** "true" and "false" are what old libraries sent; every tracer still reads them. */
	private static final Pattern SAMPLED = Pattern.compile("[01]|true|false");

	private static final Pattern FLAGS = Pattern.compile("[01]");

	private TraceHeaders() {
	}

	/**
	 * The trace headers to copy, where no tracer writes its own: those that are well
	 * formed, and of a context that comes in several headers all or none.
	 * @param values the trace headers that arrived, by lower-case name
	 * @return what may travel on, by lower-case name; of each header but
	 * {@code tracestate} the first line only, since a context has one value
	 */
	static Map<String, List<String>> wellFormed(Map<String, List<String>> values) {
		Map<String, List<String>> copied = new LinkedHashMap<>();
		if (copy("traceparent", TRACEPARENT, values, copied)) {
			copied.put("tracestate", lines("tracestate", values));
		}
		if (hasB3Ids(values)) {
			copied.put("x-b3-traceid", lines("x-b3-traceid", values).subList(0, 1));
			copied.put("x-b3-spanid", lines("x-b3-spanid", values).subList(0, 1));
			copy("x-b3-parentspanid", ID, values, copied);
		}
		// A decision without ids is valid B3: "do not trace this".
		copy("x-b3-sampled", SAMPLED, values, copied);
		copy("x-b3-flags", FLAGS, values, copied);
		if (!copied.containsKey("x-b3-traceid")) {
			copy("b3", B3, values, copied);
		}
		return copied;
	}

	/**
	 * The trace id in a {@code traceparent}.
	 * @param value the header's value, or {@code null}
	 * @return 32 lower-case hex digits, or {@code null} where the value is malformed
	 */
	static @Nullable String traceIdOfTraceparent(@Nullable String value) {
		return (value != null && TRACEPARENT.matcher(value).matches()) ? value.substring(3, 35) : null;
	}

	/**
	 * The trace context that a request brought, where no tracer reads it.
	 * @param values the trace headers that arrived, by lower-case name
	 * @param order the formats to look for; the first that is there and well formed wins
	 * @return the context without a span of ours, or {@code null} where none came
	 */
	static @Nullable TraceIds read(Map<String, List<String>> values, List<PropagationType> order) {
		for (PropagationType format : order) {
			TraceIds ids = switch (format) {
				case W3C -> readTraceparent(first("traceparent", values));
				case B3 -> readB3(first("b3", values));
				case B3_MULTI -> readB3Multi(values);
			};
			if (ids != null) {
				return ids;
			}
		}
		return null;
	}

	private static @Nullable TraceIds readTraceparent(@Nullable String value) {
		String traceId = traceIdOfTraceparent(value);
		if (value == null || traceId == null) {
			return null;
		}
		int flags = Integer.parseInt(value.substring(53, 55), 16);
		return new TraceIds(traceId, null, (flags & 1) == 1);
	}

	private static @Nullable TraceIds readB3(@Nullable String value) {
		if (value == null || value.length() == 1 || !B3.matcher(value).matches()) {
			return null;
		}
		String[] fields = value.split("-");
		return new TraceIds(fields[0], null, (fields.length > 2) ? !fields[2].equals("0") : null);
	}

	private static @Nullable TraceIds readB3Multi(Map<String, List<String>> values) {
		if (!hasB3Ids(values)) {
			return null;
		}
		String sampled = first("x-b3-sampled", values);
		boolean debug = "1".equals(first("x-b3-flags", values));
		return new TraceIds(lines("x-b3-traceid", values).get(0), null,
				debug ? Boolean.TRUE : (sampled != null) ? sampled.equals("1") || sampled.equals("true") : null);
	}

	private static @Nullable String first(String name, Map<String, List<String>> values) {
		List<String> lines = lines(name, values);
		return lines.isEmpty() ? null : lines.get(0);
	}

	private static boolean copy(String name, Pattern pattern, Map<String, List<String>> values,
			Map<String, List<String>> copied) {
		if (!matches(name, pattern, values)) {
			return false;
		}
		copied.put(name, lines(name, values).subList(0, 1));
		return true;
	}

	/** Both or none: half a context is none. */
	private static boolean hasB3Ids(Map<String, List<String>> values) {
		return matches("x-b3-traceid", TRACE_ID, values) && matches("x-b3-spanid", ID, values);
	}

	private static boolean matches(String name, Pattern pattern, Map<String, List<String>> values) {
		List<String> lines = lines(name, values);
		return !lines.isEmpty() && pattern.matcher(lines.get(0)).matches();
	}

	private static List<String> lines(String name, Map<String, List<String>> values) {
		return values.getOrDefault(name, List.of());
	}

}
