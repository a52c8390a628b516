package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.meshtrio.answer.Call;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Hops;
import org.meshtrio.trace.model.MeshFault;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanTree;
import org.meshtrio.trace.model.TraceHeader;

/**
 * Finds what is wrong with the spans of a request whose hops are all in one trace.
 */
final class SpanCheck {

	private final Hop first;

	private final Expectation expectation;

	private final SpanTree tree;

	SpanCheck(Hop first, Expectation expectation, List<Span> spans) {
		this.first = first;
		this.expectation = expectation;
		this.tree = new SpanTree(spans);
	}

	/**
	 * The first fault, the most telling kinds first.
	 * @return the fault, or {@code null} if the tree is whole
	 */
	@Nullable SpanFault fault() {
		return Stream
			.<Supplier<Optional<SpanFault>>>of(this::mesh, this::missing, this::duplicate, this::misplaced,
					this::orphan, this::roots)
			.map(Supplier::get)
			.flatMap(Optional::stream)
			.findFirst()
			.orElse(null);
	}

	private Optional<SpanFault> mesh() {
		MeshFault fault = this.tree.spans().isEmpty() ? null : this.expectation.meshFault(this.tree.spans());
		return Optional.ofNullable(fault).map(SpanFault.InMesh::new);
	}

	private Optional<SpanFault> missing() {
		List<Expectation.Expected> missing = this.expectation.missing(this.tree.spans());
		if (missing.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(this.tree.spans().isEmpty() ? new SpanFault.NoSpans() : new SpanFault.Missing(missing));
	}

	private Optional<SpanFault> duplicate() {
		return this.tree.duplicates()
			.stream()
			.findFirst()
			.map((second) -> new SpanFault.Duplicate(Objects.requireNonNull(this.tree.find(second.id())), second));
	}

	private Optional<SpanFault> misplaced() {
		return misplaced(this.first, null);
	}

	/** If a hop has no span, the hops after it are compared with the hop before it. */
	private Optional<SpanFault> misplaced(Hop hop, @Nullable Hop before) {
		Hop upper = before;
		Span span = (hop.spanId() != null) ? this.tree.find(hop.spanId()) : null;
		if (span != null) {
			Span above = (upper != null) ? this.tree.find(Objects.requireNonNull(upper.spanId())) : null;
			if (upper != null && above != null && !this.tree.isBelow(span, above)) {
				return Optional.of(new SpanFault.Misplaced(upper.service(), hop.service(), span, parentIn(span, hop)));
			}
			upper = hop;
		}
		for (Call call : hop.calls()) {
			Optional<SpanFault> fault = (call.next() != null) ? misplaced(call.next(), upper) : Optional.empty();
			if (fault.isPresent()) {
				return fault;
			}
		}
		return Optional.empty();
	}

	private static List<String> parentIn(Span span, Hop hop) {
		return TraceHeader.in(Hops.received(hop))
			.stream()
			.filter((header) -> header.spanId() != null && header.spanId().equals(span.parentId()))
			.map(TraceHeader::name)
			.toList();
	}

	private Optional<SpanFault> orphan() {
		return this.expectation.orphans(this.tree.spans()).stream().findFirst().map(SpanFault.Orphan::new);
	}

	private Optional<SpanFault> roots() {
		int roots = this.tree.roots().size() + this.tree.orphans().size();
		// No span at all isn't a fault: a service may make none, and none was missing.
		return (roots == 1 || this.tree.spans().isEmpty()) ? Optional.empty()
				: Optional.of(new SpanFault.SeveralRoots(roots));
	}

}
