package org.meshtrio.meshtest.matrix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Ids;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.store.TraceStore;
import org.meshtrio.trace.store.TraceStoreException;

/**
 * A request that was sent and answered.
 *
 * @param row the row that it tests
 * @param sent its headers by lower-case name
 * @param answer the first hop of its answer
 */
public record SentRequest(MatrixRow row, Map<String, List<String>> sent, Hop answer) {

	/**
	 * Every trace that a span of the request can be in: those in the headers that each
	 * hop received and sent, and those that the hops report.
	 * @return their ids
	 */
	Set<String> traces() {
		Set<String> traces = new LinkedHashSet<>(ids(this.sent));
		for (Hop hop : Hops.of(this.answer)) {
			traces.addAll(ids(hop.received().headers()));
			if (hop.traceId() != null) {
				traces.add(Ids.trace(hop.traceId()));
			}
			hop.calls().forEach((call) -> traces.addAll(ids(call.requestHeaders())));
		}
		return traces;
	}

	/**
	 * The spans that the store has now, in the table's notation.
	 * @param store the store
	 * @return their shape
	 * @throws TraceStoreException if the store doesn't answer
	 */
	public String shape(TraceStore store) throws TraceStoreException {
		List<List<Span>> found = new ArrayList<>();
		for (String trace : traces()) {
			found.add(store.trace(trace));
		}
		return SpanShape.of(found, callersSpan());
	}

	/** The request ids that arrived at the hops, in order. */
	public List<String> requestIds() {
		return Hops.of(this.answer)
			.stream()
			.map((hop) -> String.join(",", hop.received().headers().getOrDefault("x-request-id", List.of("none"))))
			.toList();
	}

	private String callersSpan() {
		return TraceHeader.in(new Headers(this.sent))
			.stream()
			.filter((header) -> header.spanId() != null && !header.name().startsWith("x-b3"))
			.map(TraceHeader::spanId)
			.findFirst()
			.orElse("");
	}

	private static Set<String> ids(Map<String, List<String>> headers) {
		Set<String> ids = new LinkedHashSet<>();
		for (TraceHeader header : TraceHeader.in(new Headers(headers))) {
			if (header.traceId() != null) {
				ids.add(header.traceId());
			}
		}
		return ids;
	}

}
