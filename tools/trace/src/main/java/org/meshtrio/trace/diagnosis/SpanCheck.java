package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanTree;
import org.meshtrio.trace.model.TraceHeader;
import org.meshtrio.trace.text.Text;

/**
 * Finds what is wrong with the spans of a request whose hops are all in one trace.
 */
final class SpanCheck {

	private static final String ENDPOINT = "management.tracing.export.zipkin.endpoint";

	private final Hop first;

	private final Expectation expectation;

	private final SpanTree tree;

	private final String store;

	SpanCheck(Hop first, Expectation expectation, List<Span> spans, String store) {
		this.first = first;
		this.expectation = expectation;
		this.tree = new SpanTree(spans);
		this.store = store;
	}

	/**
	 * The first thing that is wrong.
	 * @return a clause, or {@code null} where the tree is whole
	 */
	@Nullable String fault() {
		String fault = this.tree.spans().isEmpty() ? null : this.expectation.meshFault(this.tree.spans());
		fault = (fault != null) ? fault : missing();
		fault = (fault != null) ? fault : duplicate();
		fault = (fault != null) ? fault : misplaced();
		fault = (fault != null) ? fault : orphan();
		return (fault != null) ? fault : roots();
	}

	private @Nullable String missing() {
		List<Expectation.Expected> missing = this.expectation.missing(this.tree.spans());
		if (missing.isEmpty()) {
			return null;
		}
		if (this.tree.spans().isEmpty()) {
			return this.store + " has none of its spans: check that the services report to this store (" + ENDPOINT
					+ ")";
		}
		Expectation.Expected worst = missing.get(0);
		List<String> ids = missing.stream()
			.filter((span) -> span.maker().equals(worst.maker()))
			.map(Expectation.Expected::id)
			.toList();
		List<String> others = missing.stream()
			.map(Expectation.Expected::maker)
			.filter((maker) -> !maker.equals(worst.maker()))
			.distinct()
			.toList();
		return worst.maker() + " made " + ((ids.size() == 1) ? "span " : "spans ") + Text.list(ids) + " but "
				+ this.store + " does not have " + ((ids.size() == 1) ? "it" : "them") + ": check "
				+ (worst.proxy() ? "the tracing provider of that proxy" : ENDPOINT + " of " + worst.maker())
				+ (others.isEmpty() ? "" : "; spans of " + Text.list(others) + " are missing too");
	}

	private @Nullable String duplicate() {
		List<Span> duplicates = this.tree.duplicates();
		if (duplicates.isEmpty()) {
			return null;
		}
		Span second = duplicates.get(0);
		Span first = Objects.requireNonNull(this.tree.find(second.id()));
		return "span id " + second.id() + " is there twice, from " + name(first) + " and from " + name(second)
				+ ": one joined the other's span (management.tracing.brave.span-joining-supported), and stores"
				+ " tell such spans apart badly";
	}

	private @Nullable String misplaced() {
		Hop upper = null;
		for (Hop hop : Hops.of(this.first)) {
			Span span = (hop.spanId() != null) ? this.tree.find(hop.spanId()) : null;
			if (span == null) {
				continue;
			}
			Span above = (upper != null) ? this.tree.find(Objects.requireNonNull(upper.spanId())) : null;
			if (upper != null && above != null && !this.tree.isBelow(span, above)) {
				return "the span of " + Hops.name(hop) + " is not below that of " + Hops.name(upper) + " but "
						+ place(span, hop);
			}
			upper = hop;
		}
		return null;
	}

	private static String place(Span span, Hop hop) {
		if (span.parentId() == null) {
			return "has no parent";
		}
		List<String> carriers = TraceHeader.in(hop.received().headers())
			.stream()
			.filter((header) -> span.parentId().equals(header.spanId()))
			.map(TraceHeader::name)
			.toList();
		return "below " + span.parentId() + (carriers.isEmpty() ? "" : ", which arrived in " + Text.list(carriers)
				+ ": another header should come first in its management.tracing.propagation.consume");
	}

	private @Nullable String orphan() {
		List<Span> orphans = this.expectation.orphans(this.tree.spans());
		if (orphans.isEmpty()) {
			return null;
		}
		Span orphan = orphans.get(0);
		return "span " + orphan.parentId() + ", the parent of " + orphan.id() + " from " + name(orphan) + ", is not in "
				+ this.store + ": whatever made it does not report there";
	}

	private @Nullable String roots() {
		int roots = this.tree.roots().size() + this.tree.orphans().size();
		// No span at all is no fault: a service may make none, and none was missing.
		return (roots == 1 || this.tree.spans().isEmpty()) ? null
				: "its spans form no single tree, they have " + Text.count(roots, "root");
	}

	private static String name(Span span) {
		return Text.safe(span.describe());
	}

}
