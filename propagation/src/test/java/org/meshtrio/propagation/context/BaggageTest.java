package org.meshtrio.propagation.context;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.propagation.testing.InRequest;
import org.meshtrio.propagation.testing.TestService;

import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * If the application has baggage fields, the tracer writes {@code baggage}, and the
 * members that arrived are added to the same header.
 */
class BaggageTest {

	private static final String TRACE = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private final TestService service = InRequest.service("management.tracing.baggage.remote-fields=user-id",
			"management.tracing.baggage.enabled=true");

	@ParameterizedTest
	@ValueSource(strings = { "RestClient", "WebClient" })
	void membersOfOthersGoOnBesideTheApplicationsFields(String client) throws Exception {
		Map<String, List<String>> arrived = InRequest.arrived(this.service, call(client), TRACE,
				"baggage: other=1;property, user-id=alice", "baggage: last = 2");

		assertThat(keys(arrived)).containsExactlyInAnyOrder("user-id", "other", "last");
		assertThat(arrived.get("baggage")).as("one header").hasSize(1);
		assertThat(arrived.get("baggage").get(0)).contains("user-id=alice", "other=1;property");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RestClient", "WebClient" })
	void whatTheApplicationChangedStaysChanged(String client) throws Exception {
		Tracer tracer = this.service.bean(Tracer.class);

		Map<String, List<String>> arrived = InRequest.arrived(this.service, (url) -> {
			BaggageInScope changed = tracer.createBaggageInScope("user-id", "bob");
			try {
				call(client).to(url);
			}
			finally {
				changed.close();
			}
		}, TRACE, "baggage: user-id=alice, other=1");

		assertThat(keys(arrived)).containsExactlyInAnyOrder("user-id", "other");
		assertThat(arrived.get("baggage").get(0)).contains("user-id=bob", "other=1");
	}

	@Test
	void aHeaderOfTheApplicationsOwnIsNotAddedTo() throws Exception {
		RestClient client = this.service.bean(RestClient.Builder.class).requestInterceptor((request, body, rest) -> {
			request.getHeaders().set("Baggage", "own=1");
			return rest.execute(request, body);
		}).build();

		assertThat(InRequest.arrived(this.service, (url) -> client.get().uri(url).retrieve().toBodilessEntity(), TRACE,
				"baggage: user-id=alice, other=1"))
			.containsEntry("baggage", List.of("own=1"));
	}

	@Test
	void aHeaderThatTheTracerDoesNotWriteGoesOnAsItCame() throws Exception {
		TestService plain = InRequest.service();
		RestClient client = plain.bean(RestClient.Builder.class).build();

		assertThat(InRequest.arrived(plain, (url) -> client.get().uri(url).retrieve().toBodilessEntity(), TRACE,
				"baggage: user-id=alice, other=1", "baggage: last = 2"))
			.containsEntry("baggage", List.of("user-id=alice, other=1", "last = 2"));
	}

	@Test
	void membersBeyondTheLimitsOfTheSpecificationStay() {
		List<String> many = IntStream.range(0, 70).mapToObj((i) -> "k" + i + "=" + i).toList();
		assertThat(Baggage.merge("a=1,b=2", many).split(",")).hasSize(64)
			.startsWith("a=1", "b=2", "k0=0")
			.endsWith("k61=61");

		String large = "large=" + "x".repeat(8000);
		assertThat(Baggage.merge("a=1", List.of(large, "b=" + "y".repeat(180)))).isEqualTo("a=1," + large);
		assertThat(Baggage.merge("a=" + "x".repeat(9000), List.of("b=1"))).as("what the tracer wrote stays whole")
			.isEqualTo("a=" + "x".repeat(9000));
	}

	@Test
	void keysCompareAsTheyAreAndMembersWithoutOneStay() {
		assertThat(Baggage.merge("a=1;p=2", List.of(" a = 3 , A=4, , nothing, =5", "b=6;q , b=7")))
			.isEqualTo("a=1;p=2,A=4,b=6;q,b=7");
	}

	private InRequest.Call call(String client) {
		RestClient restClient = this.service.bean(RestClient.Builder.class).build();
		WebClient webClient = this.service.bean(WebClient.Builder.class).build();
		return client.equals("RestClient") ? (url) -> restClient.get().uri(url).retrieve().toBodilessEntity()
				: (url) -> webClient.get().uri(url).retrieve().toBodilessEntity().block();
	}

	private static List<String> keys(Map<String, List<String>> arrived) {
		return arrived.getOrDefault("baggage", List.of())
			.stream()
			.flatMap((line) -> Stream.of(line.split(",")))
			.map((member) -> member.substring(0, member.indexOf('=')).strip())
			.collect(Collectors.toList());
	}

}
