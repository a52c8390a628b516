package org.meshtrio.propagation.outbound;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.RecordingServer;
import org.meshtrio.propagation.testing.TestService;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of the table in docs/propagation.md: what each client forwards on the thread
 * of the request.
 */
class ClientSupportTest {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String[] SENT = { "traceparent: 00-" + TRACE_ID + "-b7ad6b7169203331-01",
			"tracestate: vendor=1", "x-request-id: 1", "end-user: jason", "baggage: k=1" };

	private final TestService service = TestService.of(Application.class,
			"spring.http.serviceclient.with-default-header.default-header.end-user=mine");

	/** A client, and whether it carries the trace and the copied headers. */
	enum Client {

		REST_CLIENT(true), REST_CLIENT_WITH_OWN_FACTORY(true), REST_TEMPLATE(true),
		REST_TEMPLATE_WITH_OWN_FACTORY(true), INTERFACE_ON_REST_CLIENT(true), INTERFACE_WITH_OWN_FACTORY(true),
		INTERFACE_ON_OWN_BUILDER(true), INTERFACE_ON_WEB_CLIENT(true), WEB_CLIENT(true), WEB_CLIENT_ON_JDK(true),

		/** Spring Boot doesn't see these, so they don't have a tracer either. */
		REST_CLIENT_CREATE(false), NEW_REST_TEMPLATE(false), WEB_CLIENT_CREATE(false),

		/** Spring doesn't see this one either. */
		JDK_CLIENT(false);

		private final boolean carries;

		Client(boolean carries) {
			this.carries = carries;
		}

	}

	@ParameterizedTest
	@EnumSource
	void carriesTheTraceAndTheCopiedHeadersOrNothing(Client client) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrivedVia("/" + client, this.service, SENT);

		if (client.carries) {
			assertThat(arrived).containsEntry("x-b3-traceid", List.of(TRACE_ID))
				.containsEntry("tracestate", List.of("vendor=1"))
				.containsEntry("x-request-id", List.of("1"))
				.containsEntry("end-user", List.of("jason"))
				.containsEntry("baggage", List.of("k=1"));
			assertThat(arrived.get("traceparent").toString()).matches("\\[00-" + TRACE_ID + "-[0-9a-f]{16}-01]");
		}
		else {
			assertThat(arrived).doesNotContainKeys("traceparent", "tracestate", "x-b3-traceid", "x-request-id",
					"end-user", "baggage");
		}
	}

	@ParameterizedTest
	@EnumSource
	void copiesTheTraceToWithSpansOff(Client client) throws Exception {
		Map<String, List<String>> arrived = RecordingServer.arrivedVia("/" + client,
				TestService.of(Application.class, "mesh.propagation.spans=false"), SENT);

		if (client.carries) {
			assertThat(arrived).containsEntry("traceparent", List.of(SENT[0].substring("traceparent: ".length())))
				.containsEntry("tracestate", List.of("vendor=1"))
				.containsEntry("x-request-id", List.of("1"));
		}
		else {
			assertThat(arrived).doesNotContainKeys("traceparent", "x-request-id");
		}
	}

	@Test
	void feignIsNotTried() {
		assertThat(ClassUtils.isPresent("feign.Client", null)).as("put it into the table").isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void headersOfAnInterfaceWin(InterfaceHeader mechanism) throws Exception {
		assertThat(RecordingServer.arrivedVia("/" + mechanism, this.service, SENT))
			.containsEntry("end-user", List.of("mine"))
			.containsEntry("x-request-id", List.of("1"));
	}

	/** How an interface client sets a header. */
	enum InterfaceHeader {

		PARAMETER, ANNOTATION, PARAMETER_ON_WEB_CLIENT, DEFAULT_OF_THE_GROUP, INTERCEPTOR_OF_THE_GROUP

	}

	@Test
	void webClientCarriesThemOnAThreadOfReactorsToo() throws Exception {
		assertThat(RecordingServer.arrivedVia("/mono", this.service, SENT))
			.containsEntry("x-b3-traceid", List.of(TRACE_ID))
			.containsEntry("x-request-id", List.of("1"))
			.containsEntry("tracestate", List.of("vendor=1"));
	}

	interface Api {

		@GetExchange
		String get(URI url);

		@HttpExchange(method = "GET", headers = "End-User=mine")
		String annotated(URI url);

		@GetExchange
		String with(URI url, @RequestHeader("end-user") String endUser);

	}

	interface PlainApi extends Api {

	}

	interface OwnFactoryApi extends Api {

	}

	interface OwnBuilderApi extends Api {

	}

	interface DefaultHeaderApi extends Api {

	}

	interface InterceptedApi extends Api {

	}

	interface WebClientApi extends Api {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	@ImportHttpServices(group = "plain", types = PlainApi.class)
	@ImportHttpServices(group = "own-factory", types = OwnFactoryApi.class)
	@ImportHttpServices(group = "own-builder", types = OwnBuilderApi.class)
	@ImportHttpServices(group = "with-default-header", types = DefaultHeaderApi.class)
	@ImportHttpServices(group = "intercepted", types = InterceptedApi.class)
	@ImportHttpServices(group = "web-client", types = WebClientApi.class, clientType = ClientType.WEB_CLIENT)
	static class Application {

		@Bean
		RestClientHttpServiceGroupConfigurer ownFactory() {
			return (groups) -> groups.filterByName("own-factory")
				.forEachClient((group, builder) -> builder.requestFactory(new SimpleClientHttpRequestFactory()));
		}

		@Bean
		RestClientHttpServiceGroupConfigurer interceptor() {
			return (groups) -> groups.filterByName("intercepted")
				.forEachClient((group, builder) -> builder.requestInterceptor((request, body, execution) -> {
					request.getHeaders().add("End-User", "mine");
					return execution.execute(request, body);
				}));
		}

		@Bean
		RestClientHttpServiceGroupConfigurer ownBuilder(RestClient.Builder builder) {
			return new RestClientHttpServiceGroupConfigurer() {

				@Override
				public int getOrder() {
					return Ordered.HIGHEST_PRECEDENCE;
				}

				@Override
				public void configureGroups(Groups<RestClient.Builder> groups) {
					groups.filterByName("own-builder").forEachClient((group) -> builder.clone());
				}

			};
		}

		@Bean
		RestTemplate restTemplateWithOwnFactory(RestTemplateBuilder builder) {
			RestTemplate template = builder.build();
			template.setRequestFactory(ClientHttpRequestFactoryBuilder.jdk().build());
			return template;
		}

		@Bean
		RestTemplate newRestTemplate() {
			return new RestTemplate();
		}

	}

	@RestController
	static class Controller {

		private final Map<String, InRequest.Call> calls;

		private final WebClient webClient;

		Controller(RestClient.Builder restClient, RestTemplateBuilder restTemplate, WebClient.Builder webClient,
				RestTemplate restTemplateWithOwnFactory, RestTemplate newRestTemplate, PlainApi plain,
				OwnFactoryApi ownFactory, OwnBuilderApi ownBuilder, DefaultHeaderApi defaultHeader,
				InterceptedApi intercepted, WebClientApi web) {
			this.webClient = webClient.build();
			this.calls = Map.ofEntries(Map.entry("REST_CLIENT", call(restClient.clone().build())),
					Map.entry("REST_CLIENT_WITH_OWN_FACTORY",
							call(restClient.clone().requestFactory(new SimpleClientHttpRequestFactory()).build())),
					Map.entry("REST_CLIENT_CREATE", call(RestClient.create())),
					Map.entry("REST_TEMPLATE", call(restTemplate.build())),
					Map.entry("REST_TEMPLATE_WITH_OWN_FACTORY", call(restTemplateWithOwnFactory)),
					Map.entry("NEW_REST_TEMPLATE", call(newRestTemplate)),
					Map.entry("INTERFACE_ON_REST_CLIENT", (url) -> plain.get(URI.create(url))),
					Map.entry("INTERFACE_WITH_OWN_FACTORY", (url) -> ownFactory.get(URI.create(url))),
					Map.entry("INTERFACE_ON_OWN_BUILDER", (url) -> ownBuilder.get(URI.create(url))),
					Map.entry("INTERFACE_ON_WEB_CLIENT", (url) -> web.get(URI.create(url))),
					Map.entry("PARAMETER", (url) -> plain.with(URI.create(url), "mine")),
					Map.entry("ANNOTATION", (url) -> plain.annotated(URI.create(url))),
					Map.entry("PARAMETER_ON_WEB_CLIENT", (url) -> web.with(URI.create(url), "mine")),
					Map.entry("INTERCEPTOR_OF_THE_GROUP", (url) -> intercepted.get(URI.create(url))),
					Map.entry("DEFAULT_OF_THE_GROUP", (url) -> defaultHeader.get(URI.create(url))),
					Map.entry("WEB_CLIENT", call(this.webClient)),
					Map.entry("WEB_CLIENT_ON_JDK",
							call(webClient.clone().clientConnector(ClientHttpConnectorBuilder.jdk().build()).build())),
					Map.entry("WEB_CLIENT_CREATE", call(WebClient.create())),
					Map.entry("JDK_CLIENT", (url) -> HttpClient.newHttpClient()
						.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())));
		}

		@GetMapping("/{client}")
		String call(@PathVariable String client, @RequestParam String url) throws Exception {
			this.calls.get(client).to(url);
			return "done";
		}

		@GetMapping("/mono")
		Mono<String> mono(@RequestParam String url) {
			return Mono.just(url)
				.publishOn(Schedulers.single())
				.flatMap((same) -> this.webClient.get().uri(same).retrieve().bodyToMono(String.class));
		}

		private static InRequest.Call call(RestClient client) {
			return (url) -> client.get().uri(url).retrieve().toBodilessEntity();
		}

		private static InRequest.Call call(RestTemplate template) {
			return (url) -> template.getForObject(url, String.class);
		}

		private static InRequest.Call call(WebClient client) {
			return (url) -> client.get().uri(url).retrieve().toBodilessEntity().block();
		}

	}

}
