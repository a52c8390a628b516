package org.meshtrio.trace.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Hop;
import org.meshtrio.trace.model.Answers;
import org.meshtrio.trace.model.Exchange;
import org.meshtrio.trace.model.Expectation;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;

class SpanWaitTest {

	private static final Span ROOT = Answers.span("a", "0", null, "service0", "SERVER");

	private static final Span CLIENT = Answers.span("a", "1", "0", "service0", "CLIENT");

	private static final Span SERVER = Answers.span("a", "2", "1", "service1", "SERVER");

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void waitsForTheHopsSpansAndTheirParents() throws TraceStoreException {
		Store store = new Store(
				List.of(List.of(), List.of(SERVER), List.of(SERVER, ROOT), List.of(SERVER, ROOT, CLIENT), List.of()));
		assertThat(wait(store, LONG)).containsExactly(SERVER, ROOT, CLIENT);
	}

	@Test
	void waitsForParentsThatNoHopNames() throws TraceStoreException {
		Span proxy = Answers.span("a", "7", "8", "proxy", "CLIENT");
		Span above = Answers.span("a", "8", "0", "proxy", "SERVER");
		Store store = new Store(
				List.of(List.of(SERVER, ROOT, CLIENT, proxy), List.of(SERVER, ROOT, CLIENT, proxy, above)));
		assertThat(wait(store, LONG)).contains(above);
	}

	@Test
	void givesUpAtTheLimit() throws TraceStoreException {
		Store store = new Store(List.of(List.of(SERVER)));
		assertThat(wait(store, Duration.ofMillis(300))).containsExactly(SERVER);
		assertThat(store.asked).isGreaterThan(1);
	}

	@Test
	void doesNotWaitForSpansThatNobodyMakes() throws TraceStoreException {
		Map<String, List<String>> sent = Answers.headers(Answers.b3("a", "9"));
		Hop unsampled = Answers.unsampled(Answers.hop("service0", "a", "0", Map.of()));
		Hop withoutSpans = Answers.hop("service0", "a", null, sent);
		Store store = new Store(List.of(List.of()));
		Set<String> traces = Set.of(Answers.trace("a"));
		new SpanWait(store, LONG).spans(traces, new Expectation(new Exchange(Headers.NONE, unsampled)));
		new SpanWait(store, LONG).spans(traces, new Expectation(new Exchange(new Headers(sent), withoutSpans)));
		assertThat(store.asked).isEqualTo(2);
	}

	private static List<Span> wait(Store store, Duration limit) throws TraceStoreException {
		return new SpanWait(store, limit).spans(Set.of(Answers.trace("a")),
				new Expectation(new Exchange(Headers.NONE, chain())));
	}

	private static Hop chain() {
		Map<String, List<String>> sent = Answers.headers(Answers.b3("a", "1"));
		return Answers.hop("service0", "a", "0", Map.of(), Answers.call(sent, Answers.hop("service1", "a", "2", sent)));
	}

	/** Has other spans each time that it is asked, and the last ones from then on. */
	private static final class Store implements TraceStore {

		private final Deque<List<Span>> answers;

		private int asked;

		Store(Collection<List<Span>> answers) {
			this.answers = new ArrayDeque<>(answers);
		}

		@Override
		public List<Span> trace(String traceId) {
			this.asked++;
			return (this.answers.size() > 1) ? this.answers.remove() : this.answers.element();
		}

		@Override
		public List<Span> recent(String service, long from, long to) {
			throw new UnsupportedOperationException();
		}

		@Override
		public String page(String traceId) {
			throw new UnsupportedOperationException();
		}

		@Override
		public String name() {
			return "Zipkin";
		}

	}

}
