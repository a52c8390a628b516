package org.meshtrio.trace.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace as a tree by their parent ids, or several trees if spans are
 * missing.
 */
public final class SpanTree {

	private final List<Span> spans;

	private final Map<String, Span> byId = new LinkedHashMap<>();

	private final List<Span> duplicates = new ArrayList<>();

	/**
	 * Builds the tree.
	 * @param spans the spans of one trace, in any order
	 */
	public SpanTree(List<Span> spans) {
		this.spans = spans.stream().sorted(Span.BY_TIME).toList();
		for (Span span : this.spans) {
			if (this.byId.putIfAbsent(span.id(), span) != null) {
				this.duplicates.add(span);
			}
		}
	}

	/**
	 * All spans, the earliest first.
	 * @return the spans
	 */
	public List<Span> spans() {
		return this.spans;
	}

	/**
	 * The spans without a parent.
	 * @return the roots, one in a whole trace unless the caller began it
	 */
	public List<Span> roots() {
		return this.spans.stream().filter((span) -> span.parentId() == null).toList();
	}

	/**
	 * The spans whose parent isn't there: it wasn't reported, or not yet, or the caller
	 * made it and doesn't report.
	 * @return the orphans
	 */
	public List<Span> orphans() {
		return this.spans.stream()
			.filter((span) -> span.parentId() != null && !this.byId.containsKey(span.parentId()))
			.toList();
	}

	/**
	 * The spans with the id of an earlier span.
	 * @return the duplicates, none in a sound trace
	 */
	public List<Span> duplicates() {
		return List.copyOf(this.duplicates);
	}

	/**
	 * Finds a span.
	 * @param id its id, in any form
	 * @return the span, or {@code null} if it isn't there
	 */
	public @Nullable Span find(String id) {
		return this.byId.get(Ids.span(id));
	}

	/**
	 * The children of a span.
	 * @param parent the parent
	 * @return its children, the earliest first
	 */
	public List<Span> children(Span parent) {
		return this.spans.stream()
			.filter((span) -> Objects.equals(span.parentId(), parent.id()) && this.byId.get(span.id()) == span
					&& this.byId.get(parent.id()) == parent)
			.toList();
	}

	/**
	 * Whether one span is below another, at any depth.
	 * @param span the lower one
	 * @param ancestor the upper one
	 * @return whether the parent ids lead from the lower one to the upper one
	 */
	public boolean isBelow(Span span, Span ancestor) {
		Span current = span;
		// Bounded, because parent ids from outside can form a circle.
		for (int depth = 0; depth < this.spans.size() && current != null; depth++) {
			if (Objects.equals(current.parentId(), ancestor.id())) {
				return true;
			}
			current = (current.parentId() != null) ? this.byId.get(current.parentId()) : null;
		}
		return false;
	}

}
