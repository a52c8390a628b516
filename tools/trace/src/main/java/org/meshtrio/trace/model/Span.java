package org.meshtrio.trace.model;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One span, as a trace store has it. Ids are in the form of {@link Ids}, so that those of
 * one store compare with those of another and of the services' answers.
 *
 * @param traceId the trace, 16 or 32 lower-case hex digits
 * @param id the span, 16 lower-case hex digits
 * @param parentId the span that it is a child of, or {@code null} for a root
 * @param service the name of the service that reported it, empty where it gave none
 * @param name the operation, empty where it has none
 * @param kind {@code SERVER}, {@code CLIENT} and so on, or {@code null} for a local span
 * @param timestamp when it began, in microseconds since 1970
 * @param duration how long it took, in microseconds
 * @param tags its tags
 */
public record Span(String traceId, String id, @Nullable String parentId, String service, String name,
		@Nullable String kind, long timestamp, long duration, Map<String, String> tags) {

	/** The tags that tell what went wrong, the newest name of OpenTelemetry's first. */
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
	 * What went wrong, as far as its tags tell: Zipkin's tag {@code error}, which Jaeger
	 * has as {@code true} or {@code false}, and OpenTelemetry's status.
	 * @return an HTTP status or a text, empty where the tags say no more than that there
	 * was an error, or {@code null} where there was none
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

	public String describe() {
		return (this.service.isEmpty() ? "an unnamed service" : this.service)
				+ ((this.kind != null) ? " " + this.kind : "");
	}

}
