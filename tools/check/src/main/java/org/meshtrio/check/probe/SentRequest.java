package org.meshtrio.check.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.TraceHeader;

/**
 * A request that the check sent.
 *
 * @param probe its kind
 * @param ids its ids
 * @param lines all its header lines
 */
public record SentRequest(Probe probe, Ids ids, List<Line> lines) {

	/**
	 * Its headers, by lower-case name.
	 * @return the headers
	 */
	public Headers headers() {
		Map<String, List<String>> byName = new LinkedHashMap<>();
		this.lines
			.forEach((line) -> byName.computeIfAbsent(line.name(), (name) -> new ArrayList<>()).add(line.value()));
		return new Headers(byName);
	}

	/**
	 * The trace that it names.
	 * @return its id in canonical form; if no header is well-formed, one that isn't sent
	 */
	public String traceId() {
		return TraceHeader.in(headers())
			.stream()
			.map(TraceHeader::traceId)
			.flatMap(Stream::ofNullable)
			.findFirst()
			.orElse(this.ids.traceId());
	}

}
