package org.meshtrio.tracecontext;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * {@code b3}: {@code traceId-spanId}, {@code traceId-spanId-decision},
 * {@code traceId-spanId-decision-parentSpanId} or {@code decision}.
 *
 * <p>
 * It's as lenient as the tracers are. Like Envoy it accepts upper case, like Brave a
 * parent without a decision before it, and like OpenTelemetry {@code true} and
 * {@code false}. If the ids are well formed, it ignores any other malformed part, as
 * OpenTelemetry does. In this format all three require trace ids of 16 or 32 digits and
 * span ids of 16.
 */
final class B3Grammar {

	private static final Pattern CONTEXT = Pattern
		.compile("(?!0+-)([0-9a-fA-F]{16}|[0-9a-fA-F]{32})-((?!0{16})[0-9a-fA-F]{16})(?:-(.*))?");

	private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");

	private B3Grammar() {
	}

	static @Nullable TraceContext context(Function<String, List<String>> headers) {
		String value = TraceHeaders.first(TraceHeaders.B3, headers);
		if (value == null) {
			return null;
		}
		Matcher matcher = CONTEXT.matcher(value);
		if (!matcher.matches()) {
			return null;
		}
		SamplingDecision decision = null;
		String parent = null;
		String tail = matcher.group(3);
		if (tail != null) {
			int end = tail.indexOf('-');
			decision = decision((end < 0) ? tail : tail.substring(0, end));
			parent = tail.substring(end + 1);
		}
		return new TraceContext(TraceFormat.B3, lowerCase(matcher.group(1)), lowerCase(matcher.group(2)),
				(parent != null && SPAN_ID.matcher(parent).matches()) ? lowerCase(parent) : null, decision, false);
	}

	static @Nullable SamplingDecision decision(Function<String, List<String>> headers) {
		String value = TraceHeaders.first(TraceHeaders.B3, headers);
		return (value != null) ? decision(value) : null;
	}

	static String write(TraceContext context) {
		String ids = context.traceId() + "-" + context.spanId();
		String decision = (context.decision() != null) ? "-" + write(context.decision()) : "";
		// Envoy rejects a parent without a decision before it.
		String parent = (context.parentSpanId() != null && context.decision() != null) ? "-" + context.parentSpanId()
				: "";
		return ids + decision + parent;
	}

	static String write(SamplingDecision decision) {
		return switch (decision) {
			case NOT_SAMPLED -> "0";
			case SAMPLED -> "1";
			case DEBUG -> "d";
		};
	}

	private static @Nullable SamplingDecision decision(String value) {
		return value.equals("d") ? SamplingDecision.DEBUG : B3MultiGrammar.sampled(value);
	}

	private static String lowerCase(String id) {
		return id.toLowerCase(Locale.ROOT);
	}

}
