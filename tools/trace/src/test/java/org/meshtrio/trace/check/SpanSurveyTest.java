package org.meshtrio.trace.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshtrio.trace.diagnosis.SpanEvidence;
import org.meshtrio.trace.diagnosis.SpanSplit;
import org.meshtrio.trace.diagnosis.UnseenHop;
import org.meshtrio.trace.model.Headers;
import org.meshtrio.trace.model.Span;
import org.meshtrio.trace.request.ChainClient;
import org.meshtrio.trace.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/** A service that answers 500, and a store that has what the test says. */
class SpanSurveyTest {

	private final List<String> traces = new CopyOnWriteArrayList<>();

	private HttpServer service;

	@BeforeEach
	void start() throws Exception {
		this.service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.service.createContext("/", (exchange) -> {
			String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
			this.traces.add(traceparent.split("-")[1]);
			assertThat(exchange.getRequestHeaders().getFirst("x-b3-traceid")).isEqualTo(traceparent.split("-")[1]);
			exchange.sendResponseHeaders(500, -1);
			exchange.close();
		});
		this.service.start();
	}

	@AfterEach
	void stop() {
		this.service.stop(0);
	}

	@Test
	void aFaultOfEachRequestCounts() throws Exception {
		SpanEvidence evidence = read((trace) -> List.of(span(trace, "1", null, "gateway", "SERVER", ""),
				span(trace, "2", "1", "gateway", "CLIENT", "outbound|80||cart.shop.svc.cluster.local")));
		assertThat(evidence.unseen()).containsExactly(new UnseenHop("cart", "shop", true));
		assertThat(evidence.isWhole()).isFalse();
		assertThat(evidence.isOnlyGateway()).isTrue();
		assertThat(evidence.spans()).extracting(Span::traceId).containsOnly(this.traces.get(0));
	}

	@Test
	void aSpanThatOnlyOneRequestMissesIsNoFault() throws Exception {
		assertThat(read((trace) -> {
			List<Span> spans = new ArrayList<>(List.of(span(trace, "1", null, "gateway", "SERVER", ""),
					span(trace, "2", "1", "gateway", "CLIENT", "outbound|80||cart.shop.svc.cluster.local")));
			if (!trace.equals(this.traces.get(0))) {
				spans.add(span(trace, "3", "2", "cart", "SERVER", ""));
			}
			return spans;
		}).isWhole()).isTrue();
	}

	@Test
	void aCallInAnotherTraceDuringEachRequestIsASplit() throws Exception {
		assertThat(read((trace) -> List.of(span(trace, "1", null, "gateway", "SERVER", ""),
				span(trace, "3", "1", "cart", "SERVER", "")))
			.splits()).containsExactly(new SpanSplit("cart", List.of("stock")));
	}

	private SpanEvidence read(Function<String, List<Span>> store) throws Exception {
		URI url = URI.create("http://127.0.0.1:" + this.service.getAddress().getPort() + "/");
		SpanSurvey survey = SpanSurvey.send(new ChainClient(Duration.ofSeconds(10)), url, Headers.NONE);
		assertThat(this.traces).hasSize(3).doesNotHaveDuplicates();
		assertThat(survey.traceId()).isEqualTo(this.traces.get(0));
		assertThat(survey.status()).isEqualTo(500);
		return survey.read(new Store(store), Duration.ofMillis(1));
	}

	private static Span span(String trace, String id, @Nullable String parent, String service, String kind,
			String cluster) {
		return new Span(trace, id, parent, service, "get", kind, 1_000_000, 100,
				Map.of("component", "proxy", "upstream_cluster", cluster));
	}

	/**
	 * A store in which cart called stock in another trace.
	 *
	 * @param spans the spans by trace
	 */
	private record Store(Function<String, List<Span>> spans) implements TraceStore {

		@Override
		public List<Span> trace(String traceId) {
			return this.spans.apply(traceId);
		}

		@Override
		public List<Span> recent(String service, long from, long to) {
			String other = "c".repeat(32);
			return service.equals("cart") ? List.of(span(other, "8", null, "cart", "CLIENT", ""),
					span(other, "9", "8", "stock", "SERVER", "")) : List.of();
		}

		@Override
		public String name() {
			return "a store";
		}

		@Override
		public String page(String traceId) {
			return "";
		}

	}

}
