package org.meshtrio.trace.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One span in a trace store. Ids are in the form of {@link Ids}, so the same id compares
 * as equal across stores and the services' answers.
 *
 * @param traceId the trace, 16 or 32 lower-case hex digits
 * @param id the span, 16 lower-case hex digits
 * @param parentId the span that it is a child of, or {@code null} for a root
 * @param service the name of the service that reported it, empty if it gave none
 * @param name the operation, empty if it has none
 * @param kind {@code SERVER}, {@code CLIENT} and so on, or {@code null} for a local span
 * @param timestamp when it began, in microseconds since 1970
 * @param duration how long it took, in microseconds
 * @param tags its tags
 */
public record Span(String traceId, String id, @Nullable String parentId, String service, String name,
		@Nullable String kind, long timestamp, long duration, Map<String, String> tags) {

	/** The earliest first. */
	public static final Comparator<Span> BY_TIME = Comparator.comparingLong(Span::timestamp);

	/** The tags that say what went wrong, OpenTelemetry's newest name first. */
	private static final List<String> REASONS = List.of("error.type", "http.response.status_code", "http.status_code",
			"status");

	/**
	 * Brings the ids into their canonical form.
	 */
	public Span {
		traceId = Ids.trace(traceId);
		id = Ids.span(id);
		parentId = (parentId != null) ? Ids.span(parentId) : null;
		tags = Map.copyOf(tags);
	}

	/**
	 * What went wrong, according to its tags: Zipkin's tag {@code error}, which is
	 * {@code true} or {@code false} in Jaeger, and OpenTelemetry's status.
	 * @return an HTTP status or a text, empty if the tags say only that there was an
	 * error, or {@code null} if there was none
	 */
	public @Nullable String error() {
		String error = this.tags.get("error");
		boolean failed = (error != null) ? !error.equals("false") : "ERROR".equals(this.tags.get("otel.status_code"));
		if (!failed) {
			return null;
		}
		if (error != null && !error.isBlank() && !error.equals("true")) {
			return error;
		}
		return REASONS.stream()
			.map(this.tags::get)
			.filter((value) -> value != null && !value.equals("0"))
			.findFirst()
			.orElse("");
	}

}
