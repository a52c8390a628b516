package org.meshtrio.propagation.outbound;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.http.RequestEntity;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A header that the application sets wins, whatever mechanism sets it, and is sent once.
 */
class OwnHeadersWinTest {

	private static final String BASIC = "Basic bWU6c2VjcmV0";

	private static final ClientHttpRequestInterceptor ADDS = (request, body, execution) -> {
		request.getHeaders().add("End-User", "mine");
		return execution.execute(request, body);
	};

	private static final ClientHttpRequestInterceptor SETS_IF_ABSENT = (request, body, execution) -> {
		if (!request.getHeaders().containsHeader("end-user")) {
			request.getHeaders().set("end-user", "mine");
		}
		return execution.execute(request, body);
	};

	private final TestService service = InRequest.service("mesh.propagation.credentials=true");

	static Stream<Arguments> restClients() {
		return Stream.of(restClient("an interceptor that adds", (builder) -> builder.requestInterceptor(ADDS)),
				restClient("an interceptor that sets",
						(builder) -> builder.requestInterceptor((request, body, rest) -> {
							request.getHeaders().set("END-USER", "mine");
							return rest.execute(request, body);
						})),
				restClient("an interceptor that sets what is absent",
						(builder) -> builder.requestInterceptor(SETS_IF_ABSENT)),
				restClient("an interceptor of a client that was changed",
						(builder) -> builder.build().mutate().requestInterceptor(ADDS)),
				restClient("an interceptor of a builder that was copied",
						(builder) -> builder.clone().requestInterceptor(ADDS)),
				restClient("an interceptor and a client of the application's",
						(builder) -> builder.requestInterceptor(ADDS)
							.requestFactory(ClientHttpRequestFactoryBuilder.jdk().build())),
				restClient("an interceptor, and a client set on a copy",
						(builder) -> builder.requestInterceptor(ADDS)
							.build()
							.mutate()
							.requestFactory(ClientHttpRequestFactoryBuilder.simple().build())),
				restClient("an interceptor, and a client set by apply()",
						(builder) -> builder.requestInterceptor(ADDS)
							.apply((same) -> same.requestFactory(ClientHttpRequestFactoryBuilder.jdk().build()))),
				restClient("a default header", (builder) -> builder.defaultHeader("End-User", "mine")),
				restClient("default headers",
						(builder) -> builder.defaultHeaders((headers) -> headers.add("end-user", "mine"))),
				restClient("an initializer",
						(builder) -> builder
							.requestInitializer((request) -> request.getHeaders().add("end-user", "mine"))),
				restClient("a default request",
						(builder) -> builder.defaultRequest((call) -> call.header("end-user", "mine"))),
				restClient("the request as it leaves", (builder) -> builder.defaultRequest(
						(call) -> call.httpRequest((request) -> request.getHeaders().add("end-user", "mine")))));
	}

	private static Arguments restClient(String mechanism, UnaryOperator<RestClient.Builder> set) {
		return Arguments.of(mechanism, set);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("restClients")
	void inARestClient(String mechanism, UnaryOperator<RestClient.Builder> set) throws Exception {
		RestClient client = set.apply(this.service.bean(RestClient.Builder.class)).build();

		assertMine((url) -> client.get().uri(URI.create(url)).retrieve().toBodilessEntity());
	}

	@Test
	void inOneCallOfARestClient() throws Exception {
		RestClient client = this.service.bean(RestClient.Builder.class).build();

		assertMine((url) -> client.get().uri(URI.create(url)).header("END-user", "mine").retrieve().toBodilessEntity());
	}

	static Stream<Arguments> restTemplates() {
		return Stream.of(restTemplate("an interceptor", (template) -> template.getInterceptors().add(ADDS)),
				restTemplate("an interceptor that sets what is absent",
						(template) -> template.getInterceptors().add(SETS_IF_ABSENT)),
				restTemplate("an initializer",
						(template) -> template.getClientHttpRequestInitializers()
							.add((request) -> request.getHeaders().add("end-user", "mine"))),
				restTemplate("an interceptor of a RestClient on it",
						(template) -> template.getInterceptors().add(ADDS)));
	}

	private static Arguments restTemplate(String mechanism, Consumer<RestTemplate> set) {
		return Arguments.of(mechanism, set);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("restTemplates")
	void inARestTemplate(String mechanism, Consumer<RestTemplate> set) throws Exception {
		RestTemplate template = this.service.bean(RestTemplateBuilder.class).build();
		set.accept(template);

		assertMine((url) -> template.getForObject(url, String.class));
		assertMine((url) -> RestClient.create(template).get().uri(URI.create(url)).retrieve().toBodilessEntity());
	}

	@Test
	void inARestTemplatesBuilderOrRequest() throws Exception {
		RestTemplate template = this.service.bean(RestTemplateBuilder.class).build();

		assertMine((url) -> template.exchange(RequestEntity.get(url).header("end-user", "mine").build(), String.class));
		assertMine((url) -> this.service.bean(RestTemplateBuilder.class)
			.defaultHeader("End-User", "mine")
			.build()
			.getForObject(url, String.class));
		assertMine((url) -> this.service.bean(RestTemplateBuilder.class)
			.additionalInterceptors(ADDS)
			.build()
			.getForObject(url, String.class));
	}

	static Stream<Arguments> webClients() {
		return Stream.of(webClient("a default header", (builder) -> builder.defaultHeader("End-User", "mine")),
				webClient("a default request",
						(builder) -> builder.defaultRequest((call) -> call.header("end-user", "mine"))),
				webClient("a filter",
						(builder) -> builder.filter((request, next) -> next
							.exchange(ClientRequest.from(request).header("End-User", "mine").build()))),
				webClient("a filter, in a client that was changed",
						(builder) -> builder.build()
							.mutate()
							.filter((request, next) -> next
								.exchange(ClientRequest.from(request).header("End-User", "mine").build()))),
				webClient("the request as it leaves",
						(builder) -> builder.filter((request,
								next) -> next.exchange(ClientRequest.from(request)
									.httpRequest((leaving) -> leaving.getHeaders().add("End-User", "mine"))
									.build()))));
	}

	private static Arguments webClient(String mechanism, UnaryOperator<WebClient.Builder> set) {
		return Arguments.of(mechanism, set);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("webClients")
	void inAWebClient(String mechanism, UnaryOperator<WebClient.Builder> set) throws Exception {
		WebClient client = set.apply(this.service.bean(WebClient.Builder.class)).build();

		assertMine((url) -> client.get().uri(URI.create(url)).retrieve().toBodilessEntity().block());
	}

	private void assertMine(InRequest.Call call) throws Exception {
		Map<String, List<String>> arrived = InRequest.arrived(this.service, call, "end-user: jason", "x-request-id: 1");

		assertThat(arrived).as("set by the application")
			.containsEntry("end-user", List.of("mine"))
			.as("not set by the application")
			.containsEntry("x-request-id", List.of("1"));
	}

	@Test
	void credentialsOfTheApplicationWin() throws Exception {
		RestClient.Builder builder = this.service.bean(RestClient.Builder.class);
		RestClient intercepted = builder.clone()
			.requestInterceptor(new BasicAuthenticationInterceptor("me", "secret"))
			.build();
		RestClient byDefault = builder.clone()
			.defaultHeaders((headers) -> headers.setBasicAuth("me", "secret"))
			.build();
		RestTemplate template = this.service.bean(RestTemplateBuilder.class)
			.basicAuthentication("me", "secret")
			.build();
		WebClient webClient = this.service.bean(WebClient.Builder.class)
			.defaultHeaders((headers) -> headers.setBasicAuth("me", "secret"))
			.build();

		for (InRequest.Call call : Arrays.<InRequest.Call>asList(
				(url) -> intercepted.get().uri(url).retrieve().toBodilessEntity(),
				(url) -> byDefault.get().uri(url).retrieve().toBodilessEntity(),
				(url) -> template.getForObject(url, String.class),
				(url) -> webClient.get().uri(url).retrieve().toBodilessEntity().block())) {
			assertThat(InRequest.arrived(this.service, call, "authorization: Bearer caller", "cookie: session=caller"))
				.containsEntry("authorization", List.of(BASIC))
				.containsEntry("cookie", List.of("session=caller"));
		}
	}

	@Test
	void cookiesOfTheApplicationWin() throws Exception {
		RestClient client = this.service.bean(RestClient.Builder.class).build();
		WebClient webClient = this.service.bean(WebClient.Builder.class).build();

		for (InRequest.Call call : Arrays.<InRequest.Call>asList(
				(url) -> client.get().uri(url).cookie("session", "mine").retrieve().toBodilessEntity(),
				(url) -> webClient.get().uri(url).cookie("session", "mine").retrieve().toBodilessEntity().block())) {
			assertThat(InRequest.arrived(this.service, call, "cookie: session=caller", "authorization: Bearer caller"))
				.containsEntry("cookie", List.of("session=mine"))
				.containsEntry("authorization", List.of("Bearer caller"));
		}
	}

	@ParameterizedTest(name = "mesh.propagation.spans={0}")
	@ValueSource(booleans = { true, false })
	void alsoWithForwardingOff(boolean spans) throws Exception {
		TestService off = InRequest.service("mesh.propagation.forward=false", "mesh.propagation.spans=" + spans);
		RestClient client = off.bean(RestClient.Builder.class).build();
		RestTemplate template = off.bean(RestTemplateBuilder.class).build();
		template.getInterceptors().add((request, body, execution) -> {
			request.getHeaders().add("X-Request-Id", "mine");
			return execution.execute(request, body);
		});
		WebClient webClient = off.bean(WebClient.Builder.class).build();

		for (InRequest.Call call : Arrays.<InRequest.Call>asList(
				(url) -> client.get().uri(url).header("x-request-id", "mine").retrieve().toBodilessEntity(),
				(url) -> template.getForObject(url, String.class),
				(url) -> webClient.get()
					.uri(url)
					.header("x-request-id", "mine")
					.retrieve()
					.toBodilessEntity()
					.block())) {
			assertThat(InRequest.arrived(off, call, "x-request-id: 1",
					"b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"))
				.containsEntry("x-request-id", List.of("mine"))
				.doesNotContainKeys("traceparent", "x-b3-traceid", "b3");
		}
	}

}
