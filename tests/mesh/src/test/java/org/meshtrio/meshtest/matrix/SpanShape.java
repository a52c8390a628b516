package org.meshtrio.meshtest.matrix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanRole;
import org.meshtrio.trace.model.SpanTree;

/**
 * The spans of a request in the notation of docs/mesh-propagation.md: the application or
 * proxy that created each, and its parent, without ids and times.
 */
final class SpanShape {

	private SpanShape() {
	}

	/**
	 * Writes the spans of a request.
	 * @param traces its traces in order, each with its spans
	 * @param caller the id of the parent span that the caller sent, or an empty text
	 * @return the trees, one after the other
	 */
	static String of(Collection<List<Span>> traces, String caller) {
		List<String> trees = new ArrayList<>();
		for (List<Span> spans : traces) {
			SpanTree tree = new SpanTree(spans);
			List<Span> tops = new ArrayList<>(tree.roots());
			tops.addAll(tree.orphans());
			tops.sort(Comparator.comparingLong(Span::timestamp));
			List<Span> callers = tops.stream().filter((span) -> caller.equals(span.parentId())).toList();
			if (!callers.isEmpty()) {
				trees.add("caller " + siblings(tree, callers));
			}
			for (Span top : tops) {
				if (!callers.contains(top)) {
					trees.add(((top.parentId() != null) ? "lost " : "") + path(tree, top));
				}
			}
			tree.duplicates().forEach((span) -> trees.add("twice " + code(span)));
		}
		return trees.isEmpty() ? "nothing" : String.join(" + ", trees);
	}

	private static String path(SpanTree tree, Span span) {
		List<Span> children = tree.children(span);
		return children.isEmpty() ? code(span) : code(span) + " " + siblings(tree, children);
	}

	private static String siblings(SpanTree tree, List<Span> spans) {
		if (spans.size() == 1) {
			return path(tree, spans.get(0));
		}
		return spans.stream().map((span) -> path(tree, span)).sorted().collect(Collectors.joining(" | ", "( ", " )"));
	}

	/** {@code G} or {@code P0} or {@code A0}, then s for SERVER, c for CLIENT. */
	private static String code(Span span) {
		SpanRole role = SpanRole.of(span);
		String kind = role.kind().substring(0, 1).toLowerCase(Locale.ROOT);
		if (role.service().equals(SpanRole.GATEWAY)) {
			return "G" + kind;
		}
		return (role.proxy() ? "P" : "A") + role.service().replace("service", "") + kind;
	}

}
