package org.meshtrio.cli.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.meshtrio.cli.options.Terminal;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.model.SpanTree;
import org.meshtrio.trace.text.Text;
import picocli.CommandLine.Help.Ansi;

/**
 * The spans as text: a tree for each trace, with the kind, the operation, the start
 * relative to the trace's first span, the duration, and on demand the id. A span with an
 * error or without a place in the tree is red, and says why.
 */
final class SpanTreeText {

	private final List<String> lines = new ArrayList<>();

	private final boolean ids;

	private final Ansi ansi;

	/**
	 * Creates the text.
	 * @param traces the traces, each with a tree
	 * @param spans the spans of all
	 * @param page the URL of the page that shows a trace
	 * @param ids whether to show each span's id
	 * @param ansi whether to use colors
	 */
	SpanTreeText(Collection<String> traces, List<Span> spans, UnaryOperator<String> page, boolean ids, Ansi ansi) {
		this.ids = ids;
		this.ansi = ansi;
		for (String trace : traces) {
			SpanTree tree = new SpanTree(spans.stream().filter((span) -> span.traceId().equals(trace)).toList());
			this.lines.add("trace " + Text.safe(page.apply(trace)) + "   " + Text.count(tree.spans().size(), "span"));
			tree(tree);
			this.lines.add("");
		}
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	private void tree(SpanTree tree) {
		List<Row> rows = new ArrayList<>();
		Set<Span> done = new HashSet<>();
		tree.roots().forEach((span) -> row(span, tree, "", "", "", done, rows));
		tree.orphans()
			.forEach((span) -> row(span, tree, "", "",
					"   below " + Text.safe(String.valueOf(span.parentId())) + ", which isn't here", done, rows));
		// The rest have the id of another span, or parents in a circle.
		tree.spans().forEach((span) -> row(span, tree, "", "", "   out of place", done, rows));
		int left = width(rows, (row) -> row.connector() + row.service());
		int kind = width(rows, Row::kind);
		int name = width(rows, Row::name);
		long begin = tree.spans().stream().mapToLong(Span::timestamp).min().orElse(0);
		for (Row row : rows) {
			String text = String.format(Locale.ROOT, "%s  %s  %s  %+8.1f ms  %7.1f ms%s%s%s",
					pad(row.service(), left - row.connector().length()), pad(row.kind(), kind), pad(row.name(), name),
					(row.span().timestamp() - begin) / 1000.0, row.span().duration() / 1000.0,
					this.ids ? "   " + Text.safe(row.span().id()) : "", row.error(), row.note());
			boolean fine = row.error().isEmpty() && row.note().isEmpty();
			this.lines.add(row.connector() + (fine ? text : Terminal.styled(this.ansi, Terminal.FAILED, text)));
		}
	}

	private void row(Span span, SpanTree tree, String connector, String indent, String note, Set<Span> done,
			List<Row> rows) {
		if (!done.add(span)) {
			return;
		}
		rows.add(new Row(span, connector, note));
		List<Span> children = tree.children(span);
		for (int i = 0; i < children.size(); i++) {
			boolean last = i == children.size() - 1;
			row(children.get(i), tree, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), "", done,
					rows);
		}
	}

	private static int width(List<Row> rows, Function<Row, String> column) {
		return rows.stream().map(column).mapToInt(String::length).max().orElse(0);
	}

	private static String pad(String text, int width) {
		return text + " ".repeat(width - text.length());
	}

	private record Row(Span span, String connector, String note) {

		String service() {
			return Text.safe(this.span.service());
		}

		String kind() {
			return (this.span.kind() != null) ? Text.safe(this.span.kind()) : "";
		}

		String name() {
			return Text.safe(this.span.name());
		}

		String error() {
			String error = this.span.error();
			return (error == null) ? "" : "   ✗ " + (error.isBlank() ? "error" : Text.safe(error));
		}

	}

}
