package org.meshtrio.trace.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;

class UnseenProxiesTest {

	private static final String STOCK = "outbound|80||stock.shop.svc.cluster.local;";

	private final List<Span> whole = List.of(proxy("1", "ca", "istio-ingressgateway", "SERVER", ""),
			proxy("2", "1", "istio-ingressgateway", "CLIENT", "outbound|80||cart.shop.svc.cluster.local"),
			proxy("3", "2", "cart", "SERVER", ""), app("4", "3", "cart"), proxy("5", "4", "cart", "CLIENT", STOCK),
			proxy("6", "5", "stock-app", "SERVER", ""), app("7", "6", "stock-app"));

	@Test
	void aWholeTraceHasNone() {
		assertThat(UnseenProxies.in(this.whole)).isEmpty();
	}

	@Test
	void aServiceThatWasCalledAndLeftNoSpan() {
		assertThat(UnseenProxies.in(without("6", "7"))).containsExactly(new UnseenHop("stock", "shop", true));
		assertThat(UnseenProxies.in(without("3", "4", "5", "6", "7")))
			.containsExactly(new UnseenHop("cart", "shop", true));
	}

	@Test
	void aServiceThatMadeCallsAndDidNotReceive() {
		assertThat(UnseenProxies.in(without("3"))).contains(new UnseenHop("cart", "shop", true));
		Span call = proxy("9", "1", "price.shop", "CLIENT", "");
		assertThat(UnseenProxies.in(with(call))).containsExactly(new UnseenHop("price", "shop", false));
	}

	@Test
	void anApplicationWhoseSidecarLeftNoSpan() {
		assertThat(UnseenProxies.in(with(app("8", "5", "price")))).containsExactly(new UnseenHop("price", "", false));
		assertThat(UnseenProxies.in(with(app("8", "7", "stock-app")))).isEmpty();
	}

	@Test
	void aHopWithoutASidecarThatCopiesTheHeaders() {
		List<Span> spans = new ArrayList<>(this.whole.subList(0, 4));
		spans.add(asked(proxy("5", "4", "cart", "CLIENT", STOCK), "http://stock/"));
		spans.add(asked(proxy("6", "5", "price", "SERVER", ""), "http://price:80/"));
		assertThat(UnseenProxies.in(spans)).containsExactly(new UnseenHop("stock", "shop", true));
		spans.set(5, asked(proxy("6", "5", "stock-app", "SERVER", ""), "http://stock:80/"));
		assertThat(UnseenProxies.in(spans)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UF,URX", "UH", "NR", "UO", "FI" })
	void aCallThatTheProxyAnsweredItself(String flags) {
		Span call = this.whole.get(4);
		List<Span> spans = new ArrayList<>(this.whole.subList(0, 4));
		spans.add(tagged(call, "response_flags", flags));
		assertThat(UnseenProxies.in(spans)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PassthroughCluster", "outbound|443||example.com", "" })
	void aHostOutsideOfTheMesh(String cluster) {
		assertThat(UnseenProxies.in(with(proxy("9", "3", "cart", "CLIENT", cluster)))).isEmpty();
	}

	private List<Span> without(String... ids) {
		return this.whole.stream().filter((span) -> !List.of(ids).contains(span.id().replaceFirst("^0+", ""))).toList();
	}

	private List<Span> with(Span span) {
		List<Span> spans = new ArrayList<>(this.whole);
		spans.add(span);
		return spans;
	}

	private static Span asked(Span span, String url) {
		return tagged(span, "http.url", url);
	}

	private static Span tagged(Span span, String tag, String value) {
		Map<String, String> tags = new LinkedHashMap<>(span.tags());
		tags.put(tag, value);
		return new Span(span.traceId(), span.id(), span.parentId(), span.service(), span.name(), span.kind(),
				span.timestamp(), span.duration(), tags);
	}

	private static Span proxy(String id, @Nullable String parent, String service, String kind, String cluster) {
		return new Span("a".repeat(32), id, parent, service, "get", kind, 1, 1,
				Map.of("component", "proxy", "upstream_cluster", cluster));
	}

	private static Span app(String id, String parent, String service) {
		return new Span("a".repeat(32), id, parent, service, "get", "SERVER", 1, 1, Map.of());
	}

}
