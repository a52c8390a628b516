package org.meshtrio.check.cases;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.check.probe.SentRequest;
import org.meshtrio.check.verdict.Fault;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.tracecontext.ArrivedTrace;
import org.meshtrio.tracecontext.TraceContext;
import org.meshtrio.tracecontext.TraceFormat;

/**
 * The trace contexts in the headers of a call.
 */
final class Contexts {

	static final List<String> W3C = headers(TraceFormat.W3C);

	static final List<String> B3 = headers(TraceFormat.B3, TraceFormat.B3_MULTI);

	static final List<String> ANY = headers(TraceFormat.values());

	private Contexts() {
	}

	private static List<String> headers(TraceFormat... formats) {
		return Stream.of(formats).map(TraceFormat::idHeader).toList();
	}

	/**
	 * What prevents headers from continuing a trace.
	 * @param seen the headers
	 * @param traceId the trace, in canonical form
	 * @param names the headers that can carry it, of which one must be there, and none
	 * may be in another trace
	 */
	static Stream<Fault> continues(Headers seen, String traceId, List<String> names) {
		List<TraceHeader> found = TraceHeader.in(seen)
			.stream()
			.filter((header) -> names.contains(header.name()))
			.toList();
		return found.isEmpty() ? Stream.of(new Fault.Missing(names))
				: found.stream().filter((header) -> !header.carries(traceId)).map((header) -> wrong(header, traceId));
	}

	private static Fault wrong(TraceHeader header, String traceId) {
		String seen = header.traceId();
		return (seen != null) ? new Fault.OtherTrace(header.name(), traceId, seen)
				: new Fault.Malformed(header.name(), header.values());
	}

	/**
	 * No header continues with the ids that arrived, and none is malformed. A trace that
	 * begins in the service has other ids.
	 */
	static Stream<Fault> ignored(SentRequest sent, Headers seen) {
		Set<String> arrived = Set.of(sent.ids().traceId(), sent.ids().otherTraceId());
		return TraceHeader.in(seen).stream().flatMap((header) -> {
			String trace = header.traceId();
			if (trace == null) {
				return Stream.of(new Fault.Malformed(header.name(), header.values()));
			}
			return arrived.contains(trace) ? Stream.of(new Fault.Continued(header.name(), trace)) : Stream.empty();
		});
	}

	/** The ids of the calling span, one for each header that has it. */
	static List<String> spanIds(Headers seen) {
		return TraceHeader.in(seen).stream().map(TraceHeader::spanId).flatMap(Stream::ofNullable).distinct().toList();
	}

	/** The well-formed contexts. */
	static List<TraceContext> in(Headers seen) {
		return Stream.of(TraceFormat.values())
			.map((format) -> format.context(seen::values))
			.flatMap(Stream::ofNullable)
			.toList();
	}

	/** The members of tracestate, or {@code null} if it isn't well-formed. */
	static @Nullable List<String> tracestate(Headers seen) {
		String line = ArrivedTrace.of(seen::values, List.of(TraceFormat.W3C)).tracestate();
		return (line != null) ? List.of(line.split(",")) : null;
	}

}
