package org.meshtrio.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CheckPropagationTest {

	private static final List<String> TRACE = List.of("traceparent", "tracestate");

	@Test
	void eachRuleIsATest() {
		Map<String, TestExecutionResult> results = run(Whole.class);
		assertThat(results).hasSizeGreaterThan(40);
		assertThat(results.get("w3c-continued").getStatus()).isEqualTo(Status.SUCCESSFUL);
		assertThat(results.values()).noneMatch((result) -> result.getStatus() == Status.FAILED);
		assertThat(results.get("request-id-kept").getStatus()).isEqualTo(Status.ABORTED);
		assertThat(results.get("late-calls-continued").getThrowable().orElseThrow())
			.hasMessageContaining("not judged: the service makes no call after its response");
	}

	@Test
	void aServiceThatForwardsNothingFails() {
		Map<String, TestExecutionResult> results = run(Torn.class);
		TestExecutionResult result = results.get("w3c-continued");
		assertThat(result.getStatus()).isEqualTo(Status.FAILED);
		assertThat(result.getThrowable().orElseThrow()).hasMessageContaining("the call has no traceparent")
			.hasMessageContaining("Spring: create clients with Spring Boot's builders");
		assertThat(System.getProperty("next.url")).isNull();
	}

	private static Map<String, TestExecutionResult> run(Class<?> test) {
		Map<String, TestExecutionResult> results = new TreeMap<>();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(test)).build(),
					new TestExecutionListener() {

						@Override
						public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
							if (identifier.isTest()) {
								results.put(identifier.getDisplayName(), result);
							}
						}

					});
		return results;
	}

	/** A service as a user's test starts it. */
	private abstract static class Service {

		private final HttpServer server;

		private final ExecutorService executor = Executors.newCachedThreadPool();

		Service(List<String> copied) throws IOException {
			URI next = URI.create(System.getProperty("next.url") + "/items");
			HttpClient client = HttpClient.newHttpClient();
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 300);
			this.server.createContext("/", (exchange) -> {
				try (exchange) {
					HttpRequest.Builder request = HttpRequest.newBuilder(next);
					for (String name : copied) {
						exchange.getRequestHeaders()
							.getOrDefault(name, List.of())
							.forEach((value) -> request.header(name, value));
					}
					int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
					exchange.sendResponseHeaders(status, -1);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			this.server.setExecutor(this.executor);
			this.server.start();
		}

		@TestFactory
		Stream<DynamicTest> forwardsTraces(PropagationCheck check) {
			return check.of("http://127.0.0.1:" + this.server.getAddress().getPort() + "/cart");
		}

		@AfterEach
		void stop() {
			this.server.stop(0);
			this.executor.shutdownNow();
		}

	}

	@CheckPropagation(property = "next.url")
	static class Whole extends Service {

		Whole() throws IOException {
			super(TRACE);
		}

	}

	@CheckPropagation(property = "next.url")
	static class Torn extends Service {

		Torn() throws IOException {
			super(List.of());
		}

	}

}
