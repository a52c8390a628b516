package org.meshtrio.tracecontext;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * {@code x-b3-traceid} and the other {@code x-b3-*} headers.
 *
 * <p>
 * It's as lenient as the tracers are. Like Envoy it accepts upper case, like Brave and
 * Envoy ids without leading zeros, and like Brave {@code true} and {@code false} in any
 * case. None of them accepts a trace id without a span id. If both are well formed, it
 * ignores any other malformed header, as OpenTelemetry does.
 */
final class B3MultiGrammar {

	private static final Pattern TRACE_ID = Pattern.compile("(?!0+$)[0-9a-fA-F]{1,32}");

	private static final Pattern SPAN_ID = Pattern.compile("(?!0+$)[0-9a-fA-F]{1,16}");

	private static final int SPAN_ID_LENGTH = 16;

	private static final int TRACE_ID_LENGTH = 32;

	private B3MultiGrammar() {
	}

	static @Nullable TraceContext context(Function<String, List<String>> headers) {
		String traceId = id(TraceHeaders.B3_TRACE_ID, TRACE_ID, headers);
		String spanId = id(TraceHeaders.B3_SPAN_ID, SPAN_ID, headers);
		if (traceId == null || spanId == null) {
			return null;
		}
		return new TraceContext(TraceFormat.B3_MULTI, traceId, spanId,
				id(TraceHeaders.B3_PARENT_SPAN_ID, SPAN_ID, headers), any(headers), false);
	}

	static @Nullable SamplingDecision decision(Function<String, List<String>> headers) {
		SamplingDecision decision = any(headers);
		return (decision != null && context(headers) == null) ? decision : null;
	}

	static void writeIds(TraceContext context, Map<String, List<String>> headers) {
		headers.put(TraceHeaders.B3_TRACE_ID, List.of(context.traceId()));
		headers.put(TraceHeaders.B3_SPAN_ID, List.of(context.spanId()));
		if (context.parentSpanId() != null) {
			headers.put(TraceHeaders.B3_PARENT_SPAN_ID, List.of(context.parentSpanId()));
		}
	}

	static void writeDecision(SamplingDecision decision, Map<String, List<String>> headers) {
		if (decision == SamplingDecision.DEBUG) {
			headers.put(TraceHeaders.B3_FLAGS, List.of("1"));
		}
		else {
			headers.put(TraceHeaders.B3_SAMPLED, List.of(decision.isSampled() ? "1" : "0"));
		}
	}

	/**
	 * Copies both headers if they are well formed, because Envoy doesn't read the flags.
	 */
	static void copyDecision(Function<String, List<String>> headers, Map<String, List<String>> copies) {
		String sampled = TraceHeaders.first(TraceHeaders.B3_SAMPLED, headers);
		SamplingDecision decision = (sampled != null) ? sampled(sampled) : null;
		if (decision != null) {
			writeDecision(decision, copies);
		}
		String flags = TraceHeaders.first(TraceHeaders.B3_FLAGS, headers);
		if ("1".equals(flags) || "0".equals(flags)) {
			copies.put(TraceHeaders.B3_FLAGS, List.of(flags));
		}
	}

	static @Nullable SamplingDecision sampled(String value) {
		if (value.equals("1") || value.equalsIgnoreCase("true")) {
			return SamplingDecision.SAMPLED;
		}
		if (value.equals("0") || value.equalsIgnoreCase("false")) {
			return SamplingDecision.NOT_SAMPLED;
		}
		return null;
	}

	private static @Nullable SamplingDecision any(Function<String, List<String>> headers) {
		if ("1".equals(TraceHeaders.first(TraceHeaders.B3_FLAGS, headers))) {
			return SamplingDecision.DEBUG;
		}
		String sampled = TraceHeaders.first(TraceHeaders.B3_SAMPLED, headers);
		return (sampled != null) ? sampled(sampled) : null;
	}

	private static @Nullable String id(String name, Pattern pattern, Function<String, List<String>> headers) {
		String value = TraceHeaders.first(name, headers);
		if (value == null || !pattern.matcher(value).matches()) {
			return null;
		}
		int length = (value.length() > SPAN_ID_LENGTH) ? TRACE_ID_LENGTH : SPAN_ID_LENGTH;
		return "0".repeat(length - value.length()) + value.toLowerCase(Locale.ROOT);
	}

}
