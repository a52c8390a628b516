package org.meshtrio.trace.diagnosis;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.meshtrio.trace.diagnosis.RequestFailure.Called;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.SpanTree;

/**
 * Finds where a request failed by its spans alone.
 */
public final class SpanFailure {

	private static final List<String> STATUS = List.of("http.response.status_code", "http.status_code");

	private final SpanTree tree;

	private SpanFailure(List<Span> spans) {
		this.tree = new SpanTree(spans);
	}

	/**
	 * Finds the failure.
	 * @param spans the spans of one trace
	 * @return the failure, or {@code null} if no service answered with an error
	 */
	public static @Nullable RequestFailure of(List<Span> spans) {
		return new SpanFailure(spans).failure();
	}

	private @Nullable RequestFailure failure() {
		List<Span> failed = this.tree.spans()
			.stream()
			.filter((span) -> "SERVER".equals(span.kind()) && RequestFailure.isError(status(span)))
			.toList();
		// Of several branches, the one that was first to end.
		Span first = failed.stream()
			.filter((span) -> failed.stream().noneMatch((other) -> this.tree.isBelow(other, span)))
			.min(Comparator.comparingLong((Span span) -> span.timestamp() + span.duration()))
			.orElse(null);
		if (first == null) {
			return null;
		}
		List<String> passedOn = failed.stream()
			.filter((span) -> this.tree.isBelow(first, span))
			.sorted(Comparator.comparingLong(Span::timestamp).reversed())
			.map(SpanFailure::name)
			.filter((name) -> !name.equals(name(first)))
			.distinct()
			.toList();
		return new RequestFailure(name(first), status(first), called(first), passedOn);
	}

	/** A call below the span that failed, of a host that left no span. */
	private @Nullable Called called(Span span) {
		return this.tree.spans()
			.stream()
			.filter((call) -> "CLIENT".equals(call.kind()) && this.tree.isBelow(call, span))
			.filter((call) -> RequestFailure.isError(status(call)) && SpanRole.of(call).proxy())
			.filter((call) -> this.tree.children(call).stream().noneMatch((child) -> "SERVER".equals(child.kind())))
			.findFirst()
			.map((call) -> UnseenProxies.wasSent(call) ? new Called(call.name(), status(call), null)
					: new Called(call.name(), null,
							"the proxy of " + name(call) + " sent nothing to " + call.name() + ", response flags "
									+ call.tags().get("response_flags")))
			.orElse(null);
	}

	private static String name(Span span) {
		return SpanRole.of(span).service();
	}

	private static int status(Span span) {
		return STATUS.stream()
			.map((tag) -> span.tags().getOrDefault(tag, ""))
			.filter((value) -> value.matches("\\d{3}"))
			.mapToInt(Integer::parseInt)
			.findFirst()
			.orElse(0);
	}

}
