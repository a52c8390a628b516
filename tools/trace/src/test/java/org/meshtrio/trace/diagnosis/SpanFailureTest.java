package org.meshtrio.trace.diagnosis;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meshtrio.trace.diagnosis.RequestFailure.Called;
import org.meshtrio.trace.model.Span;

import static org.assertj.core.api.Assertions.assertThat;

class SpanFailureTest {

	@Test
	void isNoneIfNoServiceAnsweredWithAnError() {
		assertThat(SpanFailure.of(List.of())).isNull();
		assertThat(SpanFailure.of(List.of(span("1", null, "cart", "SERVER", 200, ""),
				span("2", "1", "cart", "CLIENT", 503, ""), span("3", "2", "stock", "SERVER", 399, ""))))
			.isNull();
	}

	@Test
	void beginsAtTheLastServiceThatAnsweredWithAnError() {
		assertThat(SpanFailure.of(List.of(span("1", null, "istio-ingressgateway", "SERVER", 500, ""),
				span("2", "1", "istio-ingressgateway", "CLIENT", 500, ""), span("3", "2", "cart", "SERVER", 500, ""),
				span("4", "3", "cart", "CLIENT", 503, ""), span("5", "4", "stock", "SERVER", 503, ""))))
			.isEqualTo(new RequestFailure("stock", 503, null, List.of("cart", "gateway")));
	}

	@Test
	void namesTheHostThatLeftNoSpan() {
		assertThat(SpanFailure
			.of(List.of(span("3", null, "cart", "SERVER", 500, ""), span("4", "3", "cart", "CLIENT", 503, "-"))))
			.isEqualTo(new RequestFailure("cart", 500, new Called("stock:80/*", 503, null), List.of()));
	}

	@Test
	void namesTheCallThatAProxyAnsweredItself() {
		assertThat(SpanFailure
			.of(List.of(span("3", null, "cart", "SERVER", 500, ""), span("4", "3", "cart", "CLIENT", 503, "UF,URX"))))
			.isEqualTo(new RequestFailure("cart", 500, new Called("stock:80/*", null,
					"the proxy of cart sent nothing to stock:80/*, response flags UF,URX"), List.of()));
	}

	@Test
	void ofTwoBranchesTheFirstToEndIsTheCause() {
		Span slow = new Span("a".repeat(32), "5", "1", "price", "get", "SERVER", 2, 50,
				Map.of("http.status_code", "500"));
		assertThat(SpanFailure
			.of(List.of(span("1", null, "cart", "SERVER", 502, ""), slow, span("6", "1", "stock", "SERVER", 404, ""))))
			.isEqualTo(new RequestFailure("stock", 404, null, List.of("cart")));
	}

	private static Span span(String id, @Nullable String parent, String service, String kind, int status,
			String flags) {
		return new Span("a".repeat(32), id, parent, service, "stock:80/*", kind, Long.parseLong(id), 10,
				Map.of("component", "proxy", "http.status_code", String.valueOf(status), "response_flags", flags));
	}

}
