package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;

class SpanGapsTest {

	private static final String CALLER = "00000000000000ca";

	private final List<Span> whole = List.of(proxy("a", "1", CALLER, "istio-ingressgateway", "SERVER", 0, 100),
			proxy("a", "2", "1", "istio-ingressgateway", "CLIENT", 1, 98),
			proxy("a", "3", "2", "shop", "SERVER", 2, 96), app("a", "4", "3", "shop", 3),
			proxy("a", "5", "4", "shop", "CLIENT", 4, 90), proxy("a", "6", "5", "stock", "SERVER", 5, 88));

	@Test
	void wholeTraceHasNoGap() {
		SpanGaps gaps = new SpanGaps(this.whole);
		assertThat(gaps.unreported(CALLER)).isEmpty();
		assertThat(gaps.ends()).extracting(Span::service).containsExactly("stock");
		assertThat(gaps.calledElsewhere(this.whole.get(5), this.whole)).isEmpty();
	}

	@Test
	void applicationThatDoesNotReport() {
		List<Span> spans = this.whole.stream().filter((span) -> !span.id().endsWith("4")).toList();
		assertThat(new SpanGaps(spans).unreported(CALLER)).containsExactly("shop");
	}

	@Test
	void serviceThatDoesNotForward() {
		SpanGaps gaps = new SpanGaps(this.whole.subList(0, 3));
		Span end = gaps.ends().get(0);
		assertThat(end.service()).isEqualTo("shop");
		assertThat(gaps.calledElsewhere(end, List.of(proxy("b", "7", null, "shop", "CLIENT", 10, 20),
				proxy("b", "8", "7", "stock", "SERVER", 11, 18))))
			.containsExactly("stock");
	}

	@Test
	void serviceThatBeginsItsOwnTrace() {
		SpanGaps gaps = new SpanGaps(this.whole.subList(0, 3));
		assertThat(gaps.calledElsewhere(gaps.ends().get(0),
				List.of(app("b", "6", null, "shop", 9), proxy("b", "7", "6", "shop", "CLIENT", 10, 20))))
			.containsExactly("stock:80/*");
	}

	@Test
	void otherRequestsAndOtherTimesAreNotASplit() {
		SpanGaps gaps = new SpanGaps(this.whole.subList(0, 3));
		Span end = gaps.ends().get(0);
		assertThat(gaps.calledElsewhere(end, List.of(proxy("b", "6", null, "shop", "SERVER", 9, 30),
				proxy("b", "7", "6", "shop", "CLIENT", 10, 20))))
			.isEmpty();
		assertThat(gaps.calledElsewhere(end, List.of(proxy("b", "7", null, "shop", "CLIENT", 500, 20)))).isEmpty();
	}

	private static Span proxy(String trace, String id, @Nullable String parent, String service, String kind, long start,
			long duration) {
		return new Span(trace, id, parent, service, "stock:80/*", kind, start, duration, Map.of("component", "proxy"));
	}

	private static Span app(String trace, String id, @Nullable String parent, String service, long start) {
		return new Span(trace, id, parent, service, "get", "CLIENT", start, 1, Map.of());
	}

}
