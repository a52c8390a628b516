package org.meshtrio.tracecontext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * {@code traceparent} and {@code tracestate}.
 *
 * <p>
 * Source: <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context, level
 * 2</a>, whose grammar includes that of
 * <a href="https://www.w3.org/TR/trace-context-1/">level 1</a>.
 */
final class W3cGrammar {

	/**
	 * Version 00 has four fields. A later version may add more, whose meaning is unknown
	 * ("Versioning of traceparent"). Header values are ASCII.
	 */
	private static final Pattern TRACEPARENT = Pattern
		.compile("(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})(-[\\x20-\\x7e]*)?");

	/**
	 * A list member. Level 2 allows every key of level 1, and more than one @ in a key. A
	 * value may start with spaces, but not end with one.
	 */
	private static final Pattern MEMBER = Pattern.compile(
			"[a-z0-9][a-z0-9_*/@-]{0,255}=[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

	private static final int MAXIMUM_MEMBERS = 32;

	private static final int SAMPLED = 1;

	private static final int RANDOM = 2;

	private W3cGrammar() {
	}

	/** With two lines there is no context, because neither can be trusted. */
	static @Nullable TraceContext context(Function<String, List<String>> headers) {
		List<String> lines = TraceHeaders.lines(TraceHeaders.TRACEPARENT, headers);
		if (lines.size() != 1) {
			return null;
		}
		Matcher matcher = TRACEPARENT.matcher(lines.get(0));
		if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(5) != null)) {
			return null;
		}
		// Other flags have no meaning yet.
		int flags = Integer.parseInt(matcher.group(4), 16);
		return new TraceContext(TraceFormat.W3C, matcher.group(2), matcher.group(3), null,
				((flags & SAMPLED) != 0) ? SamplingDecision.SAMPLED : SamplingDecision.NOT_SAMPLED,
				(flags & RANDOM) != 0);
	}

	/**
	 * The {@code tracestate} with its lines joined in order, without white space around
	 * members and without empty members.
	 * @param headers the headers
	 * @return the value, or {@code null} if there is none or if one member is malformed,
	 * because then the whole header is discarded
	 */
	static @Nullable String tracestate(Function<String, List<String>> headers) {
		List<String> members = new ArrayList<>();
		for (String line : TraceHeaders.lines(TraceHeaders.TRACESTATE, headers)) {
			for (String part : line.split(",")) {
				String member = TraceHeaders.trim(part);
				if (member.isEmpty()) {
					continue;
				}
				if (members.size() == MAXIMUM_MEMBERS || !MEMBER.matcher(member).matches()) {
					return null;
				}
				members.add(member);
			}
		}
		return members.isEmpty() ? null : String.join(",", members);
	}

	static String traceparent(TraceContext context) {
		int flags = (context.decision() != null && context.decision().isSampled()) ? SAMPLED : 0;
		if (!context.random()) {
			return "00-" + context.paddedTraceId() + "-" + context.spanId() + "-0" + flags;
		}
		// Brave rejects the random flag in version 00, and ignores it in a later version.
		return "01-" + context.paddedTraceId() + "-" + context.spanId() + "-0" + (flags | RANDOM);
	}

}
