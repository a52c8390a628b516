package org.meshtrio.page;

import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import org.meshtrio.page.browser.Browser;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

/**
 * A browser, the chain service0 → service1 → service2, and a gateway in front of it that
 * routes only the paths that a test names.
 *
 * @param browser the browser
 * @param service0 the first service, with a link to the trace store
 * @param service1 the second
 * @param service2 the last
 * @param gateway the gateway
 */
record Stage(Browser browser, Service service0, Service service1, Service service2,
		WireMockServer gateway) implements AutoCloseable {

	private static final String[] TRACE_HEADERS = { "traceparent", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid",
			"x-b3-sampled" };

	/** m for most, f for few. */
	private static final String TURNS = "mmfmmmmmfmmmfmmmmmmf";

	static Stage start() {
		WireMockServer gateway = new WireMockServer(options().dynamicPort().templatingEnabled(false));
		gateway.start();
		Service service2 = Service.start("service2", "trio.pod=service2-5f7c9d8b5-kq4zt", "trio.namespace=trio");
		Service service1 = Service.start("service1", "trio.next=" + service2.url());
		Service service0 = Service.start("service0", "trio.next=" + service1.url(),
				"trio.trace-url=http://zipkin.example.com/zipkin/traces/{traceId}");
		return new Stage(Browser.start(), service0, service1, service2, gateway);
	}

	/**
	 * Routes one exact path to a service's {@code /}.
	 * @return the URL
	 */
	String route(String path, Service target) {
		return route(path, to(path, target));
	}

	/**
	 * Routes one exact path as a proxy that drops the trace headers.
	 * @return the URL
	 */
	String routeWithoutTrace(String path, Service target) {
		return route(path, withoutTrace(to(path, target)));
	}

	/**
	 * Routes one exact path in turns to two services: of twenty requests, four go to the
	 * second one.
	 * @return the URL
	 */
	String routeToTwo(String path, Service most, Service few) {
		return routeInTurns(path, to(path, most), to(path, few));
	}

	/**
	 * Routes one exact path as a proxy that drops the trace headers of four in twenty
	 * requests.
	 * @return the URL
	 */
	String routeOftenWithTrace(String path, Service target) {
		return routeInTurns(path, to(path, target), withoutTrace(to(path, target)));
	}

	private String routeInTurns(String path, ResponseDefinitionBuilder most, ResponseDefinitionBuilder few) {
		AtomicInteger turn = new AtomicInteger();
		String url = route(path, most);
		this.gateway.stubFor(any(urlEqualTo(path))
			.andMatching((request) -> MatchResult
				.of(request.getUrl().equals(path) && TURNS.charAt(turn.getAndIncrement() % TURNS.length()) == 'f'))
			.willReturn(few));
		return url;
	}

	private static ResponseDefinitionBuilder.ProxyResponseDefinitionBuilder to(String path, Service target) {
		return aResponse().proxiedFrom(target.url()).withProxyUrlPrefixToRemove(path);
	}

	private static ResponseDefinitionBuilder withoutTrace(
			ResponseDefinitionBuilder.ProxyResponseDefinitionBuilder response) {
		for (String name : TRACE_HEADERS) {
			response.withRemoveRequestHeader(name);
		}
		return response;
	}

	/**
	 * Routes one exact path to a service for its page, but gives the page another answer.
	 * @return the URL
	 */
	String answer(String path, int status, String type, String body) {
		String url = route(path, this.service0);
		this.gateway.stubFor(any(urlEqualTo(path)).withHeader("accept", containing("application/json"))
			.willReturn(aResponse().withStatus(status).withHeader("content-type", type).withBody(body)));
		return url;
	}

	/**
	 * Answers one exact path instead of a service.
	 * @return the URL
	 */
	String answerAlways(String path, int status, String type, String body) {
		return route(path, aResponse().withStatus(status).withHeader("content-type", type).withBody(body));
	}

	private String route(String path, ResponseDefinitionBuilder response) {
		this.gateway.stubFor(any(urlEqualTo(path)).willReturn(response));
		return this.gateway.baseUrl() + path;
	}

	@Override
	public void close() {
		this.browser.close();
		this.service0.close();
		this.service1.close();
		this.service2.close();
		this.gateway.stop();
	}

}
