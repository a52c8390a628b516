package org.meshtrio.check.verdict;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a call, or with the response.
 */
public sealed interface Fault {

	/**
	 * The service called nothing.
	 */
	record NoCall() implements Fault {
	}

	/**
	 * The response has another status than that of a request without a context.
	 *
	 * @param expected that status
	 * @param seen the response's, or {@code null} if there was none
	 */
	record OtherStatus(int expected, @Nullable Integer seen) implements Fault {
	}

	/**
	 * A header, or each of several, is missing.
	 *
	 * @param headers the names, one of which would be enough
	 */
	record Missing(List<String> headers) implements Fault {
	}

	/**
	 * A header is in another trace.
	 *
	 * @param header the header's name
	 * @param expected the trace id that arrived
	 * @param seen the trace id that left
	 */
	record OtherTrace(String header, String expected, String seen) implements Fault {
	}

	/**
	 * A header doesn't follow its grammar.
	 *
	 * @param header the header's name
	 * @param values its lines
	 */
	record Malformed(String header, List<String> values) implements Fault {
	}

	/**
	 * A context that doesn't count was continued.
	 *
	 * @param header the header's name
	 * @param traceId its trace id
	 */
	record Continued(String header, String traceId) implements Fault {
	}

	/**
	 * A sampling decision or flag changed.
	 *
	 * @param header the header's name
	 * @param expected what arrived
	 * @param seen what left
	 */
	record Changed(String header, String expected, String seen) implements Fault {
	}

	/**
	 * Values or members of a header are missing.
	 *
	 * @param header the header's name
	 * @param missing the values
	 */
	record Lost(String header, List<String> missing) implements Fault {
	}

	/**
	 * The members of a header are in another order.
	 *
	 * @param header the header's name
	 * @param expected the order that arrived
	 * @param seen the order that left
	 */
	record Reordered(String header, List<String> expected, List<String> seen) implements Fault {
	}

	/**
	 * A header left that must not.
	 *
	 * @param header the header's name
	 * @param value its value
	 */
	record Leaked(String header, String value) implements Fault {
	}

	/**
	 * A header with one value left on several lines.
	 *
	 * @param header the header's name
	 * @param values the lines
	 */
	record Twice(String header, List<String> values) implements Fault {
	}

	/**
	 * Two calls have one span id, which isn't the caller's.
	 *
	 * @param spanId the id
	 */
	record SameSpan(String spanId) implements Fault {
	}

	/**
	 * The headers of a call name several spans.
	 *
	 * @param spanIds the ids
	 */
	record TwoSpans(List<String> spanIds) implements Fault {
	}

	/**
	 * A call has headers of two requests.
	 *
	 * @param header the header of the other request
	 * @param expected the value of the request that the trace id belongs to
	 * @param seen the value that left
	 */
	record Mixed(String header, String expected, String seen) implements Fault {
	}

	/**
	 * The calls of some requests are missing, or there are too many.
	 *
	 * @param requests the number of requests
	 * @param wrong the number of those with another number of calls
	 */
	record WrongCount(int requests, int wrong) implements Fault {
	}

	/**
	 * The trace store has no span of a call in the trace that arrived.
	 *
	 * @param traceId the trace
	 * @param services the services that left spans there
	 */
	record TraceEnds(String traceId, List<String> services) implements Fault {
	}

	/**
	 * The service called others in another trace than the one that arrived.
	 *
	 * @param service the service, as its spans name it
	 * @param called the services that it called
	 */
	record CalledElsewhere(String service, List<String> called) implements Fault {
	}

	/**
	 * The trace store has spans of a trace that the caller doesn't sample.
	 *
	 * @param traceId the trace
	 * @param spans the number of spans
	 */
	record Recorded(String traceId, int spans) implements Fault {
	}

	/**
	 * The trace store has no span with the id that was sent.
	 *
	 * @param traceId the trace
	 * @param spanId the span that the next service was told of
	 */
	record NoSpan(String traceId, String spanId) implements Fault {
	}

}
