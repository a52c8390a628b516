package org.meshtrio.trace.model;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpanTreeTest {

	@Test
	void ordersByTimeAndFindsRootsOrphansAndDuplicates() {
		Span late = at(9, "1", null);
		Span early = at(2, "2", "1");
		Span orphan = at(3, "3", "8");
		Span again = at(4, "2", "3");
		SpanTree tree = new SpanTree(List.of(late, early, orphan, again));
		assertThat(tree.spans()).containsExactly(early, orphan, again, late);
		assertThat(tree.roots()).containsExactly(late);
		assertThat(tree.orphans()).containsExactly(orphan);
		assertThat(tree.duplicates()).containsExactly(again);
		assertThat(tree.children(late)).containsExactly(early);
		assertThat(tree.find("2222222222222222")).isSameAs(early);
	}

	@Test
	void knowsWhatIsBelow() {
		Span root = at(1, "1", null);
		Span child = at(2, "2", "1");
		Span grandchild = at(3, "3", "2");
		SpanTree tree = new SpanTree(List.of(root, child, grandchild));
		assertThat(tree.isBelow(grandchild, root)).isTrue();
		assertThat(tree.isBelow(root, grandchild)).isFalse();
		assertThat(tree.isBelow(child, child)).isFalse();
	}

	@Test
	void endsWhereParentsFormACircle() {
		Span one = at(1, "1", "2");
		Span two = at(2, "2", "1");
		SpanTree tree = new SpanTree(List.of(one, two));
		assertThat(tree.isBelow(one, at(1, "3", null))).isFalse();
		assertThat(tree.roots()).isEmpty();
	}

	@Test
	void idsCompareWhateverTheirPadding() {
		assertThat(Ids.trace("0000000000000000463AC35C9F6413AD")).isEqualTo("463ac35c9f6413ad");
		assertThat(Ids.trace("3ac35c9f6413ad")).isEqualTo("003ac35c9f6413ad");
		assertThat(Ids.trace("a463ac35c9f6413ad")).isEqualTo("000000000000000a463ac35c9f6413ad");
		assertThat(Ids.span("3c35c9f6413")).isEqualTo("000003c35c9f6413");
	}

	private static Span at(long timestamp, String id, @Nullable String parent) {
		return new Span(Answers.trace("a"), Answers.span(id), (parent != null) ? Answers.span(parent) : null, "s",
				"get", null, timestamp, 1, Map.of());
	}

}
